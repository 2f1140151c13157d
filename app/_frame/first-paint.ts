/**
 * Runs before the first paint, so that a light hall never sees a dark flash: theme and language from the address,
 * else from what was chosen here before, else dark.
 */
export const firstPaint = `(function(){try{
var q=new URLSearchParams(location.search),s=localStorage,d=document.documentElement;
var t=q.get('theme')||s.getItem('huiyin.theme')||'dark';
d.dataset.theme=t==='light'?'light':'dark';
var l=q.get('lang')||s.getItem('huiyin.language');
if(l)d.lang=l;
}catch(e){}})()`
