import { refusalText, refusalWords } from './refusal-words.ts'

const texts = {
  wall: {
    en: refusalText('en', 'wall'),
    'zh-CN': refusalText('zh-CN', 'wall'),
    'zh-TW': refusalText('zh-TW', 'wall'),
  },
  page: {
    en: refusalText('en', 'page'),
    'zh-CN': refusalText('zh-CN', 'page'),
    'zh-TW': refusalText('zh-TW', 'page'),
  },
}

/** Text of ours inside of a script: nothing in it ends the script. */
const literal = (value: unknown) => JSON.stringify(value).replace(/</g, '\\u003c')

/**
 * Runs in every browser there is, so it is written in the JavaScript of 2009. Where the page's own scripts cannot run,
 * which is asked of what came with the oldest engines (`needed-browsers.ts`) or said by a script that cannot be read, a
 * plain sentence stands in place of the page, with what the browser calls itself (`name`) and what is needed. Its
 * language is the page's: address, chosen here, site, browser.
 */
export function refuseOldBrowser(name: string): string {
  return `(function(){
var words=${literal(refusalWords)},texts=${literal(texts)},name=${literal(name)};
var wall=/^\\/wall(\\/|$)/.test(location.pathname),kind=wall?'wall':'page';
function has(o,n){return !!o&&typeof o[n]==='function'}
function css(p,v){try{return CSS.supports(p,v)}catch(e){return false}}
var fit=has(window.Promise,'any')&&has(String.prototype,'replaceAll')&&css('gap','1px');
if(!wall)fit=fit&&has(Array.prototype,'toSorted')&&css('color','color-mix(in srgb, red, blue)');
function near(tag){tag=String(tag||'').toLowerCase();
return tag.indexOf('zh')===0?(/hant|tw|hk|mo/.test(tag)?'zh-TW':'zh-CN'):tag.indexOf('en')===0?'en':null}
function kept(){try{return localStorage.getItem('huiyin.language')}catch(e){return null}}
function known(l){return words[l]?l:null}
function line(tag,text){var e=document.createElement(tag);e.appendChild(document.createTextNode(text));return e}
var chosen=known((/[?&]lang=([^&]*)/.exec(location.search)||[])[1])||known(kept());
function say(language){
var box=document.getElementById('browser-refused');if(!box)return;
document.documentElement.lang=language;
document.documentElement.setAttribute('data-browser','refused');
while(box.firstChild)box.removeChild(box.firstChild);
box.appendChild(line('h1',words[language].title));
box.appendChild(line('p',texts[kind][language]));
box.appendChild(line('p',words[language].yours+' '+name));
}
function refuse(){
say(chosen||near(navigator.language)||'en');
if(chosen)return;
try{var x=new XMLHttpRequest();x.open('GET','/api/v1/site');
x.onload=function(){var l=null;try{l=known(JSON.parse(x.responseText).language)}catch(e){return}if(l)say(l)};x.send()}catch(e){return}
}
if(!fit)refuse();
else window.addEventListener('error',function(e){if(e.error&&e.error.name==='SyntaxError'||/SyntaxError/.test(e.message||''))refuse()});
})()`
}
