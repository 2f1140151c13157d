/**
 * Runs before the first paint, so that a light hall never sees a dark flash: theme and language from the address,
 * else from what was chosen here before, else dark. Where the browser denies its storage, nothing was chosen before.
 */
export const firstPaint = `(function(){
function kept(n){try{return localStorage.getItem(n)}catch(e){return null}}
var q=new URLSearchParams(location.search),d=document.documentElement;
var t=q.get('theme')||kept('huiyin.theme')||'dark';
d.dataset.theme=t==='light'?'light':'dark';
var l=q.get('lang')||kept('huiyin.language');
if(l)d.lang=l;
})()`
