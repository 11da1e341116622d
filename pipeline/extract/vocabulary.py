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
    2d 3d abilities ability about abstract accelerate accelerated accelerating acceleration accuracy accurate achieving acoustic across
    action activation active activity adaptation adapter adapting adaption adaptive additional addressing adjustment advanced advances
    advancing adversarial against agent agentic agents aggregated aggregation agnostic algorithm algorithmic algorithms align aligned
    aligning alignment allocation analyses analysis analytics analyzing anchor and animatable animation annotation annotations annual
    anomalies anomalous anomaly answering anything appearance application applications applied applying approach approaches approximate
    approximation arbitrary architecture architectures are argon around articulated artificial arxiv assembly assessing assessment
    assignment assistant assistants assisted association astronomical asymmetric asynchronous attack attacks attention attentive
    attribute attributes audio augmentation augmented augmenting autoencoder autoencoders automated automatic automating automation
    autonomous autoregressive auxiliary avatar avatars averaging aware awareness backdoor backdoors background balanced balancing
    bandits based baseline basis bayesian before behavior behind benchmark benchmarking benchmarks between beyond biases bidirectional
    bilevel binary binding biology biomedical blockchain boost boosted boosting bootstrapping boson bosons boundary breaking bridging
    bugs building by cache caching calibrated calibration calorimeter calorimeters capabilities capability captioning capture cascade
    cases causal challenge challenges changes character characters charged chatgpt chemistry cherenkov chinese classical classification
    classifier classifiers clients clinical clip cloth clothed clothing cloud clouds clustered clustering clusters cnns code coding
    cognitive coherent collaboration collaborative collection collider colliders collision collisions color colorization combinatorial
    combining commit communication communications compact comparative comparing comparison competition competitive compiler
    complementary complete completion complex complexity composite composition compositional comprehension comprehensive compressed
    compressing compression computation computational computer computing concept concepts condition conditional conditioned conditioning
    conditions conference confidence conformal conquer consensus consistency consistent constrained constraining constraint constraints
    construction content context contextual continual continuous contrast contrastive contribution control controllable controlled
    controlling convergence conversational conversion convex convolution convolutional convolutions cooperative copilot correction
    correctness correlation correlations correspondence cosmic cosmological cosmology counterfactual counting coupling couplings
    creation creative critical curriculum customization customized data database dataset datasets debiasing deblurring debugging decay
    decaying decays decentralized decision decoding decomposed decomposition decoupled decoupling deep defending defense defenses
    deformable deformation degradation delving denoising density dependency deployment depth descent description descriptions design
    designing detailed details detect detecting detection detector detectors determination developer development device devices
    diagnosis dialogue difference different differentiable differential differentially diffusion digital direct directed direction
    directional directions discovering discovery discrete discrimination discriminative disease disentangled disentanglement
    disentangling distillation distilling distributed distribution distributions diverse diversity document does domain domains drift
    driven driving dropout dual dynamic dynamical dynamics edit editable editing effect effective effectiveness effects efficiency
    efficient efficiently egocentric electromagnetic electron electronic embedding embeddings embodied emergent emotion empirical
    empowering emulation enable enabling encoder encoders encoding end-to-end energy engine engineering enhance enhanced enhancement
    enhancing enough ensemble entity entropy environment environments equation equations equivariant erasing erasure error errors
    estimating estimation evaluate evaluating evaluation event events evidence evolution evolutionary evolving exact example examples
    execution exotic expansion experience experiment experimental experiments expert experts explainable explaining explanation
    explanations explicit exploiting exploration exploratory exploring expression expressive extended extracting extraction extreme face
    facial factorization factors failure failures fairness faithful family fashion fault feature features federated feedback few-shot
    fidelity filtering filters final find finding finetuning fits fixing flavor flavour flexible flows fluid following for forecasting
    forgetting formal foundation fpgas framework frequency from frontier full fully function functional functions fundamental fusion
    future galaxies galaxy game gaps garment gauge gemini generalist generalizable generalization generalized generate generated
    generating generation generative generator generators generic geometric geometry github global gluon gradient gradients graph graphs
    gravitational grounded grounding group guarantees guidance guide guided guiding hadron hadronic hallucination hallucinations
    handling hardware harnessing hashing have health healthcare heavy help helps heterogeneity heterogeneous hierarchical high highly
    holistic holographic how human humans hybrid hypothesis identification identifying identity image images imaging imbalanced
    imitation impact implementation implications implicit importance improve improved improves improving inc incentive inclusive
    incomplete incremental independent indoor inductive industrial inference inferring influence information informed initial
    initialization injection inpainting input inputs insertion insights instance institute instruction instructions integrated
    integrating integration intelligence intelligent interaction interactions interactive interface intermediate international internet
    interpolation interpretability interpretable interpretation into intrinsic introduction invariance invariant inverse inversion
    invertible investigating investigation is issue issues iterative its jets joint journal kernel kernels know knowledge lab label
    labels labs landscape language languages large latency latent lattice layered layers layout leakage learn learnable learners
    learning length lens lenses leptons lessons letters leveraging lhcb library lidar lightweight likelihood limitations limited limits
    linking liquid literature llama llms local localization localized locally logic logical look losses lossless lottery low lstm
    machine machines made magnetic make making malicious malware management manipulating manipulation mapping maps masked masking masses
    matching mathematical matrix maximization measurement measurements measuring mechanism mechanisms medical meet meeting meets
    membership memorization memory mental merging mesh message method methodology methods metric metrics mind minimal minimax
    minimization mining missing mitigating mitigation mixed mixing mixture mobile model modeling modelling models modern modular
    modulation molecular momentum monitoring monocular motion multi multi-modal multilingual multimodal multiple multiscale multitask
    multivariate muon music musical mutual natural nature navigating navigation need negative nerf net nets network networks neural
    neuron neutrino neutron next node noise noisy nonlinear normalization normalizing not nuclear numerical object objects observables
    observations of offline once online only open operators opportunities optical optimal optimization optimized optimizing order
    orthogonal our over overview pairs panoptic paper papers paradigm parallel parameter parameters parametric parsing partial
    participation particle particles parts passing path pattern patterns pdes pdfs perception perceptual performance personalization
    personalized perspective perspectives phase photo photometric photon photorealistic physical physics pipeline pixel planning
    platform play point poisoning policy pooling portrait pose position posterior potential powerful practical practice pre-training
    precision predict predicting prediction predictions predictive preference preferences preprint presence preservation preserving
    press pretrained pretraining principles priors privacy private probabilistic probing problem problems proceedings process processes
    processing product production program programming programs progress progressive projection prompt prompting prompts propagation
    properties property proposal protecting protection proton prototype prototypes provable provably pruning pseudo pushing pyramid
    python quality quantification quantifying quantization quantized quantum quark quarks queries question questions radiance radiology
    random ranking rare rate rates real-time realistic reasoning recent recognition recommendation recommendations recommender
    reconstructing reconstruction recovering recovery rectified recurrent recursive redshift redshifts reduced reducing reduction
    reference referring refinement refining reflection region registration regression regularization regularized reinforcement
    reionization relation relational relations relationships relative reliability reliable relighting removal rendering repair replay
    report repositories repository representation representations requirements research residual resilience resilient resolution
    resolving resonance resonances resonant resource response restoration results rethinking retrieval reverse review revisited
    revisiting reward rewards reweighting risks robot robotics robust robustness role rules safety saliency salient sampling scalable
    scalar scaling scattering scenarios scene scenes scheduling schema science scientific search searches searching secure security
    seeing segment segmentation selection selective self-supervised semantic semantics semi-supervised sensitivity separation sequence
    sequences sequential series serving sets settings shapes shared sharing shift shot shower sign signal signals signed similarity
    simulated simulating simulation simulations simultaneous singing size sketch small smeft smooth social soft software solution solve
    solver solvers solving sound source sources spaces sparse sparsification sparsity spatial spatially spatiotemporal spectra spectral
    spectrum speculative speech split stability static statistical statistics stealing steering steps stereo stochastic storytelling
    strategies strategy streaming structural structure structured structures studies studying subject subspace substructure
    summarization super supervised supervision support surfaces surrogate survey symbolic symmetry symposium synthesis synthesizing
    synthetic system systematic systems tabular tackling taggers tagging talking taming target targeted task tasks taxonomy teacher
    teaching team technical technique techniques technologies technology template temporal tensor testing tests text textual texture
    textured that the their theoretical theories theory they think thinking this thought thoughts three through ticket tickets time
    token tokens tool topological topology toward towards track tracking traffic trainable trained training trajectories trajectory
    transactions transcription transfer transferable transferring transform transformation transformations transformer transformers
    transforming transition translation transport tree trigger trust turbulent type types unbiased unbinned uncertainties uncertainty
    uncovering under understand understanding unfolding unified unifying unit universal universe university unknown unlabeled unlearning
    unleashing unlocking unpaired unseen unsupervised unveiling update updates user using validation value variable variance variational
    vector verifiable verification verified verilog versatile vertex vertical very via video videos views virtual vision visual
    visualization vocabulary volume volumetric vulnerabilities vulnerability weak weighted weights what when where whole why wireless
    with within without workflow workshop your zero-shot
    """
)
"""Words that never stand in a name as lists write names. Beside those that open and end titles: those in twelve or more of 22,000 titles
of 40 lists that are no name of a census and of no author there."""

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
