/** The rules of report.html beside the common ones: findings, requirements, scenarios and their diagrams. */
export const reportStyle = `
.findings{list-style:none;background:var(--card);border:1px solid var(--line);border-radius:8px}
.findings>li{display:flex;gap:.8rem;align-items:baseline;padding:.5rem .9rem}
.findings>li+li{border-top:1px solid var(--line)}
.findings .got{display:block;color:var(--dim);font-size:.88rem}
.findings .badge{flex:none;min-width:5.6rem;text-align:center}
.links a{margin-right:.5rem}
td.links{min-width:15rem;font-size:.86rem}
.areas{background:var(--card);border:1px solid var(--line);border-radius:8px;margin-top:.6rem}
.area+.area{border-top:1px solid var(--line)}
.area>summary{display:grid;grid-template-columns:3rem minmax(8rem,17rem) minmax(4rem,1fr) 5.5rem;gap:.8rem;align-items:center;padding:.5rem .9rem;list-style:none}
.area>summary::-webkit-details-marker{display:none}
.area>summary:hover,.scenario>summary:hover{background:var(--raise)}
.area-id{font-weight:700}.area-sum{text-align:right;font-variant-numeric:tabular-nums}
.area>summary::before{content:none}
.area .wide{padding:0 .9rem .8rem}
.why{display:block;color:var(--dim);font-size:.86rem}
.group{margin:0}
.scenario{background:var(--card);border:1px solid var(--line);border-radius:8px;margin:0 0 .45rem}
.scenario>summary{display:flex;flex-wrap:wrap;gap:.1rem .7rem;align-items:baseline;padding:.55rem .9rem;border-radius:8px}
.scenario>summary h4{display:inline;font-size:1rem;font-weight:500;flex:1 1 22rem}
.scenario[open]>summary{border-bottom:1px solid var(--line);border-radius:8px 8px 0 0}
.scenario>summary .badge{min-width:3.6rem;text-align:center}
.aside{color:var(--dim);font-size:.84rem}
.aside code{margin-right:.6rem}
.inside{padding:.8rem .9rem 1rem}
.inside>p{margin-top:.5rem;font-size:.92rem}
.check{padding:.3rem .6rem;border-left:3px solid var(--line);margin:.25rem 0;border-radius:0 6px 6px 0}
.check:target,.entries li:target,tr:target>*{background:var(--warn-bg)}
.check.fail{border-color:var(--fail-fill);background:var(--fail-bg)}.check.error{border-color:var(--error-fill);background:var(--error-bg)}.check.warn{border-color:var(--warn-fill);background:var(--warn-bg)}.check.untestable{border-color:var(--untestable-fill);background:var(--untestable-bg)}

.check.pass p{display:inline}
.check.pass{border-color:var(--pass-fill)}
.check.fail :is(.level,.source,.text,.evidence,dt),.check.warn :is(.level,.source,.text,.evidence,dt),.check.error :is(.level,.source,.text,.evidence,dt),.check.untestable :is(.level,.source,.text,.evidence,dt){color:var(--ink)}
.check .req{font-weight:700}
.check .own{color:var(--dim);text-decoration:underline dotted;padding:0 .3rem}
.message{font-weight:600;margin:.3rem 0}
.reason{font-weight:400;margin-left:.3rem}
.accepted{font-size:.9rem}
.compared{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:.6rem;margin:.35rem 0}
.compared div{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.35rem .6rem}
.compared dt{font-size:.8rem;font-weight:650}
.evidence{font-size:.84rem;color:var(--dim)}
.where{margin-right:.5rem}
.command{font-size:.88rem;margin-top:.6rem}
.scenario:not([data-v=pass])>summary h4{font-weight:650}
.command code{-webkit-box-decoration-break:clone;box-decoration-break:clone;background:var(--raise);border:1px solid var(--line);border-radius:5px;padding:.1rem .5rem}
.found{border:1px solid var(--fail-fill);border-radius:6px;padding:.6rem .9rem;margin:.6rem 0}
.steps{display:flex;flex-wrap:wrap;gap:.3rem 1.9rem;padding-left:1.4rem}
.value{margin:.4rem 0;font-size:.92rem}.value pre{background:var(--raise);border-radius:6px;padding:.6rem .8rem;margin-top:.3rem}
.conversation{display:grid;grid-template-columns:minmax(0,auto) minmax(22rem,1fr);gap:1rem;align-items:start;margin-top:.8rem}
.conversation.broad{grid-template-columns:minmax(0,1fr)}.broad .entries{position:static;max-height:26rem}.broad .diagram{min-width:58rem}.broader .diagram{max-width:none}
.also{margin:0 0 .5rem}
.conversation figure{overflow-x:auto;border:1px solid var(--line);border-radius:6px;background:var(--card)}
.entries{border:1px solid var(--line);border-radius:6px;max-height:min(80vh,56rem);overflow:auto;font-size:.86rem;position:sticky;top:4.2rem}
.entries .amount{color:var(--dim);padding:.4rem .7rem;border-bottom:1px solid var(--line)}
.entries ol{list-style:none}
.entries li{padding:.22rem .7rem .22rem 1.75rem;border-bottom:1px solid var(--line)}
.entries li:last-child{border:0}
.entries li.cited{background:var(--raise)}
.entries details{margin-left:-1.05rem}
.entries .n{color:var(--dim);white-space:pre}.entries i{color:var(--dim);font-style:normal}.entries b{font-weight:550;unicode-bidi:isolate}
.entries .left-out{color:var(--dim)}
.entries pre{background:var(--raise);border:1px solid var(--line);border-radius:6px;padding:.5rem .7rem;margin:.3rem 0 .2rem}
.entries .facts{color:var(--dim)}
.cited>a{margin-right:.4rem;white-space:nowrap;text-decoration-color:var(--line)}
.cited>.pass{color:var(--pass)}.cited>.fail{color:var(--fail)}.cited>.warn{color:var(--warn)}.cited>.error{color:var(--error)}.cited>.untestable{color:var(--untestable)}.cited>.na{color:var(--na)}
.k{color:var(--key)}.s{color:var(--str)}.v{color:var(--num)}.x{color:var(--secret);font-weight:600}
.observations{padding-left:1.2rem}.observations li{margin:.3rem 0}
.facts-list{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.5rem 1.5rem;margin-bottom:.8rem}
.facts-list dt{color:var(--dim);font-size:.84rem}
.none{padding:1rem;color:var(--dim)}
.diagram{display:block;height:auto;max-width:100%;min-width:38rem;font-family:ui-monospace,SFMono-Regular,"Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:10.5px;fill:var(--ink)}
.d-lane{stroke:var(--na-fill);stroke-width:1.2;fill:none}
.d-head{fill:var(--raise);stroke:var(--na-fill)}
.d-name{text-anchor:middle;font-weight:650;font-size:11px}.d-place{text-anchor:middle;fill:var(--dim);font-size:9.5px}
.diagram .n{text-anchor:end;fill:var(--dim);font-family:inherit;font-size:inherit}
.d-row.pass{fill:var(--pass-bg);opacity:.55}.d-row.fail{fill:var(--fail-bg)}.d-row.warn{fill:var(--warn-bg)}.d-row.error{fill:var(--error-bg)}.d-row.untestable{fill:var(--untestable-bg)}.d-row.na{fill:var(--na-bg)}
.ours{fill:var(--ink);stroke:var(--ink);stroke-width:1.2}.theirs{fill:var(--link);stroke:var(--link);stroke-width:1.2}.msg{stroke-width:1.8}.beat{stroke-dasharray:2 4}.low{stroke-dasharray:7 4}.end{stroke-width:1.8;stroke-dasharray:12 3}
.diagram g>text:not([class]){text-anchor:middle}
.diagram g>text{paint-order:stroke;stroke:var(--card);stroke-width:3.5px;stroke-linejoin:round}
.d-mark-text,.d-gap-text{text-anchor:middle}
.d-note,.d-mark-text,.d-gap-text{fill:var(--dim)}.d-end{text-anchor:end}.d-note.expired,.d-note.aborted{fill:var(--untestable);font-weight:650}
.d-dot{fill:var(--card);stroke:var(--dim);stroke-width:1.5}.d-dot.expired,.d-dot.aborted{stroke:var(--untestable);fill:var(--untestable-bg)}.d-dot.came{stroke:var(--pass-fill)}
.d-wait{fill:none;stroke:var(--pass-fill);stroke-width:1.4}.d-wait.expired,.d-wait.aborted{stroke:var(--untestable-fill);stroke-dasharray:3 3}.d-wait.ended{stroke:var(--dim)}
.d-mark{stroke:var(--line);stroke-dasharray:2 3}.d-gap{stroke:var(--dim);stroke-dasharray:1 5}
.d-lag{fill:var(--warn-fill);opacity:.55}
.d-cut{fill:var(--card)}.d-dots{stroke:var(--na-fill);stroke-width:1.6;stroke-dasharray:1.5 4;fill:none}.d-pause{text-anchor:end;fill:var(--dim);font-style:italic}
.d-cite{text-anchor:end;font-weight:650}.d-cite.pass{fill:var(--pass)}.d-cite.fail{fill:var(--fail)}.d-cite.warn{fill:var(--warn)}.d-cite.error{fill:var(--error)}.d-cite.untestable{fill:var(--untestable)}.d-cite.na{fill:var(--na)}
.scripted .diagram{cursor:pointer}.scripted .diagram g[data-n]:hover>text{fill:var(--link)}
@media (max-width:87rem){.conversation{grid-template-columns:minmax(0,1fr)}.entries{position:static;max-height:26rem}}
@media (max-width:40rem){.area>summary{grid-template-columns:2.6rem 1fr 5rem}.area .bar{grid-column:1/-1;grid-row:2}.findings>li{flex-wrap:wrap}}
@media print{.entries{display:none}.conversation{display:block}.conversation figure{border:0}.diagram{min-width:0;max-width:100%}.scenario,.check,.compared div{break-inside:auto}.check,.findings>li,tr{break-inside:avoid}.value{display:none}}
`;
