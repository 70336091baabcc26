/** The rules that all pages share: colours for light and dark, type, badges, bars, tables, filters, print. */
export const style = `
:root{color-scheme:light;--bg:#f4f5f7;--card:#fff;--raise:#f7f8fa;--ink:#1a1f26;--dim:#566070;--line:#dde1e7;--link:#0a58ca;--focus:#0a58ca;
--pass:#146c34;--pass-bg:#e3f5e8;--pass-fill:#2da44e;--fail:#b3141f;--fail-bg:#ffe9e8;--fail-fill:#cf222e;--warn:#7a5200;--warn-bg:#fff4cc;--warn-fill:#d4a017;
--error:#7a2fc2;--error-bg:#f5ebff;--error-fill:#8f44d8;--untestable:#8f3c00;--untestable-bg:#ffefe0;--untestable-fill:#e16f24;--na:#566070;--na-bg:#e9ecf0;--na-fill:#9aa4b2;--unjudged-fill:#cdd3db;
--loud-fail:#b3141f;--loud-none:#8a4100;--loud-open:#6a2aa8;--on-loud:#fff;--key:#0550ae;--str:#0a5c2b;--num:#8a3a00;--secret:#7a2fc2}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;--bg:#0e1116;--card:#161b22;--raise:#1c222b;--ink:#e6eaf0;--dim:#9da7b5;--line:#2e3641;--link:#79b0ff;--focus:#79b0ff;
--pass:#56d37a;--pass-bg:#10291a;--pass-fill:#2f9e50;--fail:#ff8a84;--fail-bg:#3a1518;--fail-fill:#e5484d;--warn:#e9bd4b;--warn-bg:#30260b;--warn-fill:#c9971c;
--error:#d3a8ff;--error-bg:#2a1942;--error-fill:#a566ea;--untestable:#ffab70;--untestable-bg:#361d0a;--untestable-fill:#dd7532;--na:#9da7b5;--na-bg:#252c36;--na-fill:#5e6877;--unjudged-fill:#3a434f;
--loud-fail:#a81e28;--loud-none:#8a4a0c;--loud-open:#6f3fb0;--key:#8cc2ff;--str:#7ee0a0;--num:#ffb680;--secret:#d3a8ff}}
*{box-sizing:border-box}
html{scroll-padding-top:4.5rem}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
code,pre,.n,.t{font-family:ui-monospace,SFMono-Regular,"Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.86em}
pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;tab-size:2;unicode-bidi:isolate}
code,dd,.message,.what,.text{unicode-bidi:isolate}
a{color:var(--link);text-underline-offset:2px}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px;border-radius:3px}
main:focus{outline:none}
h1,h2,h3,h4,p,ul,ol,dl,dd,figure,fieldset{margin:0;padding:0}
fieldset{border:0;min-width:0}
h2{font-size:1.35rem;letter-spacing:-.01em;margin:0 0 .6rem}
h3{font-size:1.05rem;margin:1.6rem 0 .5rem}
h5{font-size:.9rem;margin:0 0 .4rem}
summary{cursor:pointer}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--card);padding:.4rem .8rem;z-index:9}
.dim{color:var(--dim)}
.frame{display:grid;grid-template-columns:13.5rem minmax(0,1fr);gap:2rem;max-width:104rem;margin:0 auto;padding:1.5rem 2rem 4rem}
.frame>main:first-child{grid-column:1/-1}
main>section{margin:0 0 2.6rem}
.contents{position:sticky;top:1rem;align-self:start;max-height:calc(100vh - 2rem);overflow:auto;font-size:.92rem}
.contents ul{list-style:none;border-left:2px solid var(--line)}
.contents a{display:flex;justify-content:space-between;gap:.5rem;padding:.22rem .2rem .22rem .8rem;color:var(--ink);text-decoration:none}
.contents .part a{padding-left:1.6rem;font-size:.94em}
.contents a:hover{background:var(--raise);color:var(--link)}
.count{font-size:.78rem;font-weight:600;color:var(--dim);background:var(--na-bg);border-radius:1rem;padding:.05rem .5rem;white-space:nowrap;align-self:center}
.count.fail{color:var(--fail);background:var(--fail-bg)}.count.warn{color:var(--warn);background:var(--warn-bg)}.count.error{color:var(--error);background:var(--error-bg)}.count.untestable{color:var(--untestable);background:var(--untestable-bg)}
.banner{background:var(--card);border-bottom:1px solid var(--line);border-top:6px solid var(--na-fill);padding:1.6rem max(2rem,calc((100vw - 100rem)/2)) 1.4rem}
.banner.conformant{border-top-color:var(--pass-fill)}.banner.nonconformant{border-top-color:var(--fail-fill)}.banner.inconclusive{border-top-color:var(--error-fill)}
.eyebrow{color:var(--dim);font-size:.86rem;letter-spacing:.02em}
h1{font-size:clamp(1.5rem,3.2vw,2.2rem);line-height:1.2;letter-spacing:-.02em;font-weight:600;margin:.15rem 0 .3rem}
h1 strong{font-weight:750}
.conformant h1 strong,.conformant .sign{color:var(--pass)}.nonconformant h1 strong,.nonconformant .sign{color:var(--fail)}.inconclusive h1 strong,.inconclusive .sign{color:var(--error)}
.sub,.in-short{color:var(--dim)}.in-short{font-size:.88rem;margin-top:.5rem}
.tiles{list-style:none;display:flex;flex-wrap:wrap;gap:.7rem;margin:1.1rem 0 1rem}
.tile{flex:1 1 11rem;max-width:20rem;border:1px solid var(--line);border-radius:8px;padding:.65rem .95rem;background:var(--raise)}
.tile-name{display:block;font-size:.86rem}
.tile-verdict{font-weight:700;font-size:1.08rem}
.tile.conformant .tile-verdict{color:var(--pass)}
.tile.nonconformant{background:var(--loud-fail);border-color:var(--loud-fail);color:var(--on-loud)}
.tile.not-exercised{background:var(--loud-none);border-color:var(--loud-none);color:var(--on-loud)}
.tile.inconclusive{background:var(--loud-open);border-color:var(--loud-open);color:var(--on-loud)}
.notice{border-left:4px solid var(--warn-fill);background:var(--warn-bg);color:var(--warn);padding:.4rem .8rem;margin:.4rem 0;border-radius:0 5px 5px 0;max-width:82.1rem}
.sum{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem 1.2rem;margin-top:.9rem}
.sum .bar{flex:1 1 18rem;height:12px;max-width:52rem}
.bar{display:block;width:100%;height:10px;border-radius:5px;background:var(--na-bg);overflow:hidden}
.bar .pass{fill:var(--pass-fill)}.bar .fail{fill:var(--fail-fill)}.bar .warn{fill:var(--warn-fill)}.bar .error{fill:var(--error-fill)}.bar .untestable{fill:var(--untestable-fill)}.bar .na{fill:var(--na-fill)}.bar .unjudged{fill:var(--unjudged-fill)}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1rem}
.badge{display:inline-block;white-space:nowrap;font-size:.78rem;font-weight:650;line-height:1.35;border-radius:4px;padding:.05rem .42rem}
.badge.pass{color:var(--pass);background:var(--pass-bg)}.badge.fail{color:var(--on-loud);background:var(--loud-fail)}.badge.warn{color:var(--warn);background:var(--warn-bg)}.badge.error{color:var(--on-loud);background:var(--loud-open)}.badge.untestable{color:var(--untestable);background:var(--untestable-bg)}.badge.na,.badge.unjudged{color:var(--na);background:var(--na-bg)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;vertical-align:top;padding:.42rem .7rem;border-top:1px solid var(--line)}
thead th{border-top:0;color:var(--dim);font-weight:600;font-size:.84rem}
tbody th{font-weight:650;white-space:nowrap}
.level{color:var(--dim);font-size:.8rem;font-weight:500;margin-left:.3rem;white-space:nowrap}
.source{color:var(--dim);font-size:.86rem;white-space:nowrap}
.filters{position:sticky;top:0;z-index:5;display:flex;flex-wrap:wrap;align-items:center;gap:.5rem 1.1rem;background:var(--card);border:1px solid var(--line);border-radius:0 0 8px 8px;padding:.55rem .8rem;margin:0 0 1rem;box-shadow:0 3px 10px rgb(0 0 0/.06)}
.filters[hidden]{display:none}
.filters fieldset{display:flex;flex-wrap:wrap;gap:.3rem .8rem}
.filters label{display:inline-flex;align-items:center;gap:.35rem;font-size:.88rem}
.filters .search{flex:1 1 14rem}
.filters input[type=search]{flex:1;min-width:6rem}
input,select,button{font:inherit;color:inherit;background:var(--card);border:1px solid var(--na-fill);border-radius:5px;padding:.2rem .5rem}
button{cursor:pointer}button:hover{background:var(--raise)}
.shown{color:var(--dim);font-size:.86rem;min-width:7rem}
.copy{font-size:.78rem;padding:.05rem .45rem;margin-left:.4rem}
@media (max-width:70rem){.frame{display:block;padding:1rem}.contents{position:static;max-height:none;margin-bottom:1.5rem}.contents ul{border:0;display:flex;flex-wrap:wrap;gap:.2rem .4rem}.contents a{border:1px solid var(--line);border-radius:1rem;padding:.1rem .7rem;background:var(--card)}.contents .part a{padding-left:.7rem;background:none}.banner{padding:1.2rem 1rem}}
@media (max-width:40rem){.source{white-space:normal}.tile{flex-basis:8.5rem}.filters{position:static}html{scroll-padding-top:1rem}}
@media print{body{background:#fff;font-size:10.5pt}.contents,.filters,.skip,.copy,.buttons{display:none!important}.frame{display:block;padding:0;max-width:none}.banner{padding:.5rem 0}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}a{color:inherit;text-decoration:none}h2,h3,summary{break-after:avoid}}
`;
