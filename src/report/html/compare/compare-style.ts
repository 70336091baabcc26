/** The rules of compare.html beside the common ones: cards, conditions, the matrix with its heads that stay, and what cells unfold. */
export const compareStyle = `
.caveats{border:2px solid var(--warn-fill);background:var(--warn-bg);border-radius:8px;padding:.8rem 1rem 1rem;margin-top:1rem;max-width:104rem}
.caveats h2{color:var(--warn);font-size:1.15rem;margin:0}
.caveats th:first-child{white-space:nowrap}.caveats td,.caveats th{border-color:var(--warn-fill)}.caveats thead th{color:var(--ink)}
.cards{list-style:none;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr));gap:1rem}
.card{background:var(--card);border:1px solid var(--line);border-top:5px solid var(--na-fill);border-radius:8px;padding:.8rem 1rem;display:flex;flex-direction:column;gap:.35rem}
.card.conformant{border-top-color:var(--pass-fill)}.card.nonconformant{border-top-color:var(--fail-fill)}.card.inconclusive{border-top-color:var(--error-fill)}
.card h3{margin:0}.card>p{font-size:.88rem}.card>p.card-verdict{font-size:1.15rem;font-weight:700}
.conformant .card-verdict{color:var(--pass)}.nonconformant .card-verdict{color:var(--fail)}.inconclusive .card-verdict{color:var(--error)}
.card .tiles{gap:.25rem;margin:.2rem 0}.card .tile{display:flex;justify-content:space-between;gap:.6rem;flex:1 1 100%;max-width:none;padding:.15rem .6rem;border-radius:5px}.card .tile-verdict{font-size:.9rem}
.card .notice{margin:0}
.number{display:inline-block;min-width:1.45rem;text-align:center;font-size:.8rem;font-weight:700;background:var(--na-bg);color:var(--ink);border-radius:1rem;padding:0 .35rem}
.jump ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem .9rem;margin-bottom:.7rem}
.controls{position:sticky;top:0;z-index:5;display:flex;flex-wrap:wrap;align-items:center;gap:.5rem 1.1rem;background:var(--card);border:1px solid var(--line);border-bottom:0;border-radius:8px 8px 0 0;padding:.55rem .8rem}
.controls .filters{position:static;flex:1 1 30rem;border:0;box-shadow:none;padding:0;margin:0}
.only{display:inline-flex;align-items:center;gap:.4rem;font-weight:650}
.only input{width:1.05rem;height:1.05rem}
.matrix{--first:24rem;--each:9.4rem;container-type:inline-size;overflow:auto;max-height:calc(100vh - 5.5rem);background:var(--card);border:1px solid var(--line);border-radius:0 0 8px 8px;scroll-padding:6rem 0 0 var(--first)}
.matrix table{table-layout:fixed;border-collapse:separate;border-spacing:0}
.matrix thead th{position:sticky;top:0;z-index:2;background:var(--raise);border-bottom:2px solid var(--line);color:var(--ink);vertical-align:bottom}
.matrix thead th:first-child{left:0;z-index:3;color:var(--dim);width:var(--first);border-right:1px solid var(--line)}
.matrix thead a{color:inherit;font-weight:700;font-size:.92rem;text-decoration:none;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}.matrix thead a:hover{text-decoration:underline}
.build{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;color:var(--dim);font-weight:500;font-size:.8rem}
.matrix tbody th[scope=row]{position:sticky;left:0;z-index:1;background:var(--card);white-space:normal;border-right:1px solid var(--line);scroll-margin-top:6rem}
.required{display:block;font-weight:400;font-size:.86rem}
.matrix td{font-size:.9rem}
.group-head th{background:var(--na-bg);font-weight:500;padding:.3rem .7rem}
.group-head span{position:sticky;left:.7rem;display:inline-block}
.of-level{margin:0 .6rem}
.group-head,.row,.rests-on,.card{scroll-margin-top:6rem}
.cell{display:inline-block;text-decoration:none;padding:.1rem 0}
.cell .badge{border:1px solid transparent}
.cell::after{content:"▸" / "";display:inline-block;color:var(--dim);font-size:.75rem;padding:0 .25rem}.cell[aria-expanded=true]::after{transform:rotate(90deg)}.cell:hover::after{color:var(--link)}
.cell:hover .badge,.cell[aria-expanded=true] .badge{border-color:currentcolor}
.cell .badge.pass,.cell .badge.na,.cell .badge.unjudged{font-weight:500}
.out{margin-left:.35rem;text-decoration:none;padding:.1rem .25rem}.out:hover{text-decoration:underline}
.differs{color:var(--warn);background:var(--warn-bg);border-radius:4px;font-size:.78rem;font-weight:650;margin-left:.5rem;padding:.05rem .4rem;white-space:nowrap}
.row:not([data-same])>th{box-shadow:inset 3px 0 var(--warn-fill)}
.row:target>*{background:var(--warn-bg)!important}
.row:hover>td,.row:hover>th[scope=row]{background:var(--raise)}
tr.why{display:none}
tr.why:has(details[open]),:root:not(.scripted) tr.why:has(:target){display:table-row}
@supports not selector(:has(*)){tr.why{display:table-row}}
tr[hidden]+tr.why{display:none!important}
section:has(.only input:checked) :is(tr[data-same],tr[data-same]+tr.why,tbody[data-same]){display:none!important}
.why>td{padding:0;background:var(--raise)}
.panel{position:sticky;left:0;width:100cqw;padding:.7rem .9rem .9rem}
.whole{max-width:70rem;margin-bottom:.5rem}
.evidence{background:var(--card);border:1px solid var(--line);border-radius:6px;margin-top:.3rem}
.evidence>summary{padding:.3rem .7rem}
.rests-on{padding:.2rem .8rem .6rem}
.told{border-left:4px solid var(--line);border-radius:0 6px 6px 0;padding:.45rem .8rem;margin:.45rem 0}
.told.fail{border-color:var(--fail-fill);background:var(--fail-bg)}.told.error{border-color:var(--error-fill);background:var(--error-bg)}.told.warn{border-color:var(--warn-fill);background:var(--warn-bg)}.told.untestable{border-color:var(--untestable-fill);background:var(--untestable-bg)}.told.na{border-color:var(--na-fill);background:var(--raise)}
.told .dim,.told dt{color:var(--ink)}
.message{font-weight:600;margin:.25rem 0}
.compared{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:.5rem;margin:.35rem 0}
.compared div{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.3rem .6rem}
.compared dt{font-size:.8rem;font-weight:650}
.wire{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.4rem .6rem;margin:.35rem 0}
.command{font-size:.88rem}.command code{background:var(--card);border:1px solid var(--line);border-radius:5px;padding:.1rem .5rem;-webkit-box-decoration-break:clone;box-decoration-break:clone}
.passes{list-style:none;font-size:.9rem}.passes li{padding:.12rem 0}
.none{padding:1rem;color:var(--dim)}
@media (max-width:70rem){.matrix{--first:17rem;max-height:90vh}.controls{position:static}}
@media (max-width:40rem){.matrix{--first:9rem;--each:8.4rem}.matrix tbody th[scope=row]{padding:.4rem .5rem}.matrix .level,.differs{display:block;margin:0;width:fit-content}.row .required{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden;font-size:.78rem}.panel{padding:.5rem}}
@media print{.jump,.controls{display:none}.matrix{max-height:none;overflow:visible;border:0}.matrix thead th,.matrix tbody th[scope=row]{position:static}.matrix{--first:15rem;--each:1rem}.out,.cell::after{display:none!important}.panel{position:static;width:auto}tr,.card{break-inside:avoid}.why,.why .evidence{break-inside:auto}.evidence:not([open]){display:none}}
`;
