/** How transcripts look, by day and by night, on a phone, and on paper. */
export const style = `
:root{color-scheme:light dark;--back:#fff;--text:#232428;--soft:#5c5e66;--line:#d9dbdf;--card:#f2f3f5;--link:#0062d1;--mark:#e3e7ff;--warn:#b3261e}
@media (prefers-color-scheme:dark){:root{--back:#1e1f22;--text:#e6e7ea;--soft:#a3a6ad;--line:#3a3c42;--card:#2b2d31;--link:#6cb2ff;--mark:#343b63;--warn:#ff8a80}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:1rem;background:var(--back);color:var(--text);font:16px/1.4 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.4rem;margin:0 0 .5rem}h2{font-size:1.1rem;margin:1rem 0 .3rem}
a{color:var(--link)}p{margin:.15rem 0}
nav{position:sticky;top:0;display:flex;gap:.5rem;flex-wrap:wrap;align-items:center;padding:.5rem 0;background:var(--back);border-bottom:1px solid var(--line);z-index:1}
nav input{flex:1 1 12rem}nav input,nav select{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:.4rem;padding:.35rem}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(14rem,1fr));gap:.4rem;margin:0}.facts dt{color:var(--soft);font-size:.8rem}.facts dd{margin:0;white-space:pre-wrap}
.staff-note{border-left:4px solid var(--warn);background:var(--card);padding:.3rem .6rem;margin:.3rem 0}
.day{font-size:.85rem;color:var(--soft);text-align:center;border-top:1px solid var(--line);margin:1rem 0 .3rem;padding-top:.3rem;scroll-margin-top:4rem}
.section{border-top:3px solid var(--line);padding-top:.6rem;scroll-margin-top:4rem}
.message{display:grid;grid-template-columns:2.5rem 1fr;gap:.6rem;padding:.35rem 0;content-visibility:auto;contain-intrinsic-size:auto 4rem;scroll-margin-top:4rem}
.message:target{background:var(--mark)}.message.deleted{border-left:3px solid var(--warn);padding-left:.5rem}
.initial{width:2.5rem;height:2.5rem;border-radius:50%;background:var(--mark);display:grid;place-items:center;font-weight:600}
.said{min-width:0}.at{color:var(--soft);font-size:.8rem;text-decoration:none}
.tag{font-size:.7rem;background:var(--mark);border-radius:.25rem;padding:0 .3rem}
.note,.reply,small{color:var(--soft);font-size:.85rem}.reply a{color:inherit;text-decoration:none}
.text,.earlier,.staff-note .text{white-space:pre-wrap}
.h1{font-size:1.4rem;font-weight:700}.h2{font-size:1.2rem;font-weight:700}.h3{font-weight:700}
.text ul{list-style:none;margin:0;padding:0;white-space:normal}.l1{margin-left:1rem}.l2{margin-left:2rem}.l3{margin-left:3rem}
blockquote{margin:.1rem 0;padding-left:.6rem;border-left:4px solid var(--line)}
pre,code{background:var(--card);border-radius:.25rem;font:.9em/1.35 ui-monospace,monospace}code{padding:0 .2rem}pre{padding:.5rem;overflow-x:auto;white-space:pre-wrap;margin:.2rem 0}
.mention{background:var(--mark);border-radius:.2rem;padding:0 .15rem}
.spoiler{background:var(--soft);color:transparent;border-radius:.2rem}.spoiler:hover,.spoiler:focus{background:var(--card);color:inherit}
.spoiler *{visibility:hidden}.spoiler:hover *,.spoiler:focus *{visibility:visible}
.embed,.poll,.forward{border-left:4px solid var(--line);background:var(--card);border-radius:.3rem;padding:.5rem .7rem;margin:.25rem 0;max-width:40rem}
.embed dl{display:flex;flex-wrap:wrap;gap:.4rem;margin:.3rem 0}.embed dt{font-weight:600}.embed dd{margin:0;white-space:pre-wrap}.inline{flex:1 1 30%}.wide{flex:1 1 100%}
.row{display:flex;flex-wrap:wrap;gap:.4rem;margin:.2rem 0}
.button,.menu{display:inline-block;border:1px solid var(--line);background:var(--card);border-radius:.3rem;padding:.15rem .6rem;margin:.1rem}.off{opacity:.5}
figure{margin:.25rem 0}img{max-width:100%;max-height:20rem;border-radius:.3rem;display:block}figcaption{font-size:.85rem}
.gallery{display:flex;flex-wrap:wrap;gap:.4rem}
.reactions span{display:inline-block;border:1px solid var(--line);border-radius:.6rem;padding:0 .4rem;margin:.1rem .2rem 0 0;font-size:.85rem}
details summary{cursor:pointer}.earlier{border-left:3px solid var(--line);padding-left:.6rem;margin:.2rem 0}
[hidden]{display:none!important}
@media print{nav{display:none}.message{content-visibility:visible}}
`;

/** Search, and the jump to a day. Without it the page shows the same, and the browser's own search does. */
export const script = `
'use strict';
const messages = [...document.querySelectorAll('.message')];
const days = [...document.querySelectorAll('.day, .section')];
const search = document.getElementById('search');
const jump = document.getElementById('jump');
const found = document.getElementById('found');
const all = found.textContent;
days.forEach((day, index) => {
  const option = document.createElement('option');
  option.value = String(index);
  option.textContent = day.textContent;
  jump.append(option);
});
jump.addEventListener('change', () => {
  const day = days[Number(jump.value)];
  if (jump.value !== '' && day) day.scrollIntoView();
});
let waiting;
search.addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const wanted = search.value.trim().toLowerCase();
    let count = 0;
    for (const message of messages) {
      message.hidden = wanted !== '' && !message.textContent.toLowerCase().includes(wanted);
      count += message.hidden ? 0 : 1;
    }
    for (const day of days) day.hidden = wanted !== '';
    found.textContent = wanted === '' ? all : count + ' / ' + messages.length;
  }, 150);
});
`;
