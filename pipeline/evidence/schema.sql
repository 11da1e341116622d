-- Evidence of one data folder. Times are UTC, ISO 8601; bodies are zlib streams.
create table responses (
    id integer primary key,
    url text not null,            -- as asked
    ask text not null,            -- models.Ask as JSON, without its body
    ask_body blob,                -- of a POST
    final_url text not null,      -- after redirects
    status integer not null,
    headers text not null,        -- JSON object, names in lower case
    body blob not null,
    sha256 text not null,         -- of the body as read
    good integer not null,        -- 1: looks like what was asked for; 0: refused or broken, kept for 30 days
    at text not null
);
create table answers (
    id integer primary key,
    source text not null,
    by text not null,
    value text not null,
    outcome text not null,
    reason text not null,
    response integer,             -- responses.id; null when nothing came back
    at text not null,
    run text not null,
    noticed text                  -- null but where `at` was in the future: when that was first seen
);
create index answers_by_lookup on answers (source, by, value);
create index answers_by_response on answers (response);
create table requests (       -- starts of requests, for budgets that span runs; pruned after a day
    site text not null,
    at text not null
);
create table robots (         -- what a robots.txt said last; holds for a day
    url text primary key,
    status integer not null,      -- 200, or what says that there is none
    body blob not null,           -- a zlib stream
    at text not null
);
create table lists (
    name text primary key,
    address text not null,        -- path, URL or owner/repo as it was given
    added text not null
);
create table snapshots (
    id integer primary key,
    list text not null,
    sha256 text not null,
    body blob not null,
    etag text,
    last_modified text,
    entries integer not null,
    taken integer not null,       -- 1: read; 0: quarantined
    reason text not null,
    at text not null,
    run text not null
);
create table checks (         -- the newest conditional request for a list
    list text primary key,
    at text not null,
    outcome text not null,
    reason text not null
);
create table minted (         -- identifier of a link -> the id of the work first listed under it
    identifier text primary key,
    work_id text not null,
    at text not null
);
create table shown (          -- what was last published, one row per entry
    list text not null,
    work_id text not null,
    n integer not null,           -- occurrence of the work in the list, from 0
    line integer not null,
    section text not null,
    fields text not null,         -- JSON object: field -> [value or digest, day first published or empty]
    primary key (list, work_id, n)
);
create table changes (
    id integer primary key,
    change text not null          -- models.Change as JSON
);
create table runs (
    id text primary key,
    record text not null          -- models.RunRecord as JSON
);
create table published (
    id integer primary key,
    digest text not null,         -- of everything that went in
    files text not null,          -- JSON object: file name -> [bytes, mtime in ns]
    state text not null,          -- JSON: per list when its next lookup is due, and its figures
    at text not null,
    run text not null
);
create table meta (              -- schema_version; identity: a random name, which a copy on another machine changes
    key text primary key,
    value text not null
);
