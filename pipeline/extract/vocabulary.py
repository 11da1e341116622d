"""Words that the rules tell apart by: series of venues, words of titles, parts of names, words of link labels. Data only."""

from __future__ import annotations

from typing import Literal

from pipeline.models import Role


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SERIES = _words(
    """
    3DV AAAI AAAI-IAAI AAMAS ACCV ACL ACM-MM ACMMM ACNS ACSAC AIED AIIDE AISec AISTATS ALT APSIPA ARXIV ArXiV ArXiv Arxiv arXiV arXiv
    arxiv ASIACCS ASPLOS ASRU ATC BIBM BIG-DATA Bioinformatics bioRxiv BMVC CADE CAV CCS Cell Chaos ChemRxiv CHI CHIIR CIDR CIKM CIM
    CLEF CLEI COLING COLM COLT CONCUR CONEXT CONLL CoNLL CoRL CoRR COSIT CRYPTO CSCW CSF CVIU CVM CVPR CVPRW DAC DAFx DASFAA DATE DSN
    EAAI EACL ECAI ECCV ECCVW ECIR ECML ECML-PKDD EDBT EGSR Electronics ELife eLife EMBC EMNLP Entropy ESEC ESOP ESORICS ESWC EURASIP
    EUROCRYPT Eurographics EuroSys EuroVis EUSIPCO FAccT FAST FC FCCM FG FITEE FOCS FPGA FSE GECCO GLOBECOM HAL HICSS HotNets HPCA
    HPDC HPG HRI ICAART ICANN ICAPS ICASSP ICC ICCAD ICCV ICCVW ICDAR ICDCS ICDE ICDM ICDMW ICDT ICIP ICIR ICLR ICLRW ICMC ICME ICMI
    ICML ICMLA ICMLW ICMR ICNP ICONIP ICPP ICPR ICRA ICS ICSE ICSLP ICSME ICST ICTAI ICWS ICWSM IEEE-Access IJCAI IJCAR IJCNLP IJCNN
    IJCV IJHCI IJMLC IJRR IMC INFOCOM INTERSPEECH Interspeech IPDPS IPM IROS ISBI ISC ISCA ISCAS iScience ISIT ISLPED ISMAR ISMIR
    ISSCC ISSRE ISSTA ISVC ISWC ITSC IUI IV IWQoS JAIR JAMA JASA JCDL JMIR JMLR JSTSP KBS KDD KR L4DC LAK Lancet LICS LREC MASS MDM
    medRxiv MICCAI MICRO MIDL MLCAD MLHC MLSP MLSys MMM MMSys MobiCom MobiHoc MobiSys MSR NAACL NAACL-HLT Nature NDSS NECO NEJM
    NEURIPS NeurIPS Neurocomputing Neuron NIME NIPS NIPSW NSDI OOPSLA OpenReview OSDI PacificVis PACMPL PAKDD PAMI Patterns PETS PKDD
    PLDI PMLR PNAS PODC PODS PoPETs POPL PPoPP PPSN PR PRCV PRL PST PVLDB RA-L Radiology RAID RAL RecSys RSS SaTML SC Science SDM
    SECON SEKE SemEval Sensors SenSys SGP SIGCOMM SIGCSE SIGDIAL SIGGRAPH SIGIR SIGKDD SIGMETRICS SIGMOD SIGSPATIAL SIOP SLT SMC SOCC
    SoCC SODA SOSP SOUPS SPAA SPAWC SPLC SSPR SSRN STOC SUM Symmetry T-PAMI TACAS TACL TASLP TBE TC TCAD TCAS TCC TCSVT TCYB TDSC TGRS
    TheWebConf TIFS TII TIP TIST TITS TKDD TKDE TMC TMI TMLR TMM TNN TNNLS TNSE TOCHI TOCS TODS TOG TOIS TOMM TON TOPLAS TOS TOSEM
    TPAMI TPDS TPS TSC TSE TSMC TSP TVCG TVT TWC UAI UbiComp UIST USENIX VCIP VIS VLDB VLDBJ VLSI VMCAI VR WACV WASPAA WI WIFS WINE
    WiSec WMT WSDM WWW
    """
)
"""Series of conferences and journals that lists write as an acronym or one word, with their tracks; a hyphen stands for a hyphen, a blank
or nothing. Only what tells a venue from other text: names are brought into one form later, from what sources say."""

TITLE_WORDS = _words(
    """
    2d 3d action adaptation adaptive advances adversarial agent agents algorithm algorithms analysis and annual answering application
    applications approach are artificial arxiv association attention audio autoencoder autoencoders autonomous based bayesian
    benchmark beyond biology by chemistry classification clinical cloud code communications computer computing conference contrastive
    control convolutional data dataset datasets deep design detection dialogue diffusion distributed does domain driving dynamic
    dynamics end-to-end engineering estimation evaluation explainable face facial federated few-shot for foundation framework from
    generation generative graph graphs group high how human image images inc information institute intelligence international
    interpretability interpretable into is its journal knowledge lab labs language languages large learn learning letters look low
    machine masked medical meeting memory method methodology methods model modeling modelling models multi multi-modal multimodal
    music natural nature navigation need net nets network networks neural not object of once only optimization our over parallel
    pattern physics point pose pre-training prediction preprint press pretraining privacy probabilistic proceedings processing quantum
    question real-time reasoning recognition recurrent reinforcement representation representations research resolution retrieval
    review robot robotics robust robustness scene science search security segmentation self-supervised semantic semi-supervised
    sequence sequences series signal small software spatial speech statistical stochastic super supervised survey symposium system
    systems task tasks team technologies technology temporal text the theory time toward towards tracking training transactions
    transfer transformer transformers translation under understanding university unsupervised using via video videos vision visual
    what when why with without workshop your zero-shot
    """
)
"""Words with a capital that open or end titles and never stand in a name as lists write names."""

PARTICLES = _words(
    """
    't al bin da dal de del della den der di dos du e el het ibn la le ten ter van von y zu
    """
)
"""Parts of family names that take no capital."""

SMALL_WORDS = _words(
    """
    a all an as at can do in it no on one to we you
    """
)
"""Small words that are names too when they have a capital: Bo An, Tackgeun You."""

FILLERS = _words(
    """
    & + - / 1 2 3 3rd-party 4 5 : a access accompanying all alternative an and another associated author author's authors available
    based by caffe camera code coming community companion conference corresponding demo eval extended file file: final for free full
    html i ii image images in inference interactive journal lecture live long main material materials multi new of official official,
    old on online only or original our page pages paper part party post pre pre-trained pretrained proc proceedings project re
    re-implementation re-implementation, ready reference reproduced series short single soon supplementary tech technical test the
    third this to training unofficial unofficial, v1 v2 v3 ver version versions video with workshop | –
    """
)
"""Words that may stand beside the telling word of a link label: `official code (re-implementation)`."""

DETAIL_KEYS = _words(
    """
    abstract author authors comment dataset datasets date institution institutions intro introduction key keyword keywords note notes
    remark tag tags task tasks tl;dr tldr venue words year 作者 关键词 单位 备注 摘要 机构 简介
    """
)
"""Keys of nested items that say something of the item above them."""

# What a link text says: role, words, a remark. When several stand in one text, the first row wins.
LABELS: tuple[tuple[Role | Literal["link"], frozenset[str]], ...] = (
    (  # about the paper, not it
        "other",
        _words(
            """
            supplementary supplement supplemental supp suppl appendix poster software tweet twitter thread demo docu docs doc
            documentation bibtex bib cite citation citations citing cited review reviews errata 附录 演示 海报
            """
        ),
    ),
    (  # shown at a talk
        "slides",
        _words(
            """
            slides slide ppt pptx presentation keynote 幻灯片
            """
        ),
    ),
    (  # to be watched
        "video",
        _words(
            """
            video videos youtube bilibili talk lecture 视频 讲解
            """
        ),
    ),
    (  # somebody explains it
        "blog",
        _words(
            """
            blog blogpost post news article-blog medium zhihu explained explanation interpretation summary notes note 解读 新闻 博客
            知乎 中文解读 论文解读 介绍 post-blog
            """
        ),
    ),
    (  # data sets
        "data",
        _words(
            """
            dataset datasets data benchmark 数据 数据集
            """
        ),
    ),
    (  # COCE is a typo seen
        "code",
        _words(
            """
            code codes coce repo repository github gitlab gitee implementation implementations source-code pytorch tensorflow
            tf keras caffe caffe2 torch mxnet jax matlab python paddle chainer theano c++ java julia lua model models weights
            checkpoint checkpoints colab notebook toolbox library 代码 源码 开源 git star stars gluon darknet tf2 huggingface hf
            """
        ),
    ),
    (  # Homeoage is a typo seen
        "project",
        _words(
            """
            project projects projectpage website web site homepage home homepages webpage page homeoage 主页 项目 项目主页
            """
        ),
    ),
    (  # the work itself
        "paper",
        _words(
            """
            paper papers pdf pub publication arxiv arxiv-paper preprint abs abstract html doi openreview fulltext full-text
            manuscript thesis dissertation book chapter report ieee acm acl cvf openaccess open-access springer nature biorxiv
            medrxiv aaai ijcai neurips nips pmlr jmlr cvpr iccv eccv icml iclr wacv bmvc miccai emnlp naacl sciencedirect ssrn
            hal ps journal conference 论文 原文 全文 技术报告 techreport tech-report 链接论文 published version-of-record pubmed
            """
        ),
    ),
    (  # the address decides
        "link",
        _words(
            """
            link links url here source download read open 链接 地址 下载 site-link click
            """
        ),
    ),
)
