import { languages } from '#core/config/languages.ts'
import { browserName } from './browser-name.ts'
import { refusalWords } from './refusal-words.ts'
import { refuseOldBrowser } from './refuse-old-browser.ts'

/** Plain enough for any engine, and there before any stylesheet. */
const style = `
.browser-refused{display:none;margin:0;padding:8% 10%;color:#f4f6f8;background:#0b0d10;font:28px/1.5 sans-serif}
.browser-refused h1{margin:0 0 .5em;font-size:40px;line-height:1.2}
.browser-refused p{margin:0 0 .6em}
html[data-browser="refused"] body>*{display:none!important}
html[data-browser="refused"] body>.browser-refused{display:block!important;position:absolute;top:0;right:0;bottom:0;left:0}
`

interface BrowserRefusedProps {
  nonce: string | undefined
  userAgent: string
}

/** Instead of a blank page: what an old browser, or one without JavaScript, is told. */
export function BrowserRefused({ nonce, userAgent }: BrowserRefusedProps) {
  const name = browserName(userAgent)
  return (
    <>
      <style>{style}</style>
      <div
        id="browser-refused"
        className="browser-refused"
        suppressHydrationWarning
        // biome-ignore lint/security/noDangerouslySetInnerHtml: nothing; what the script puts in is not React's to mend.
        dangerouslySetInnerHTML={{ __html: '' }}
      />
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: made of our own constants and the browser's name as JSON. */}
      <script nonce={nonce} dangerouslySetInnerHTML={{ __html: refuseOldBrowser(name) }} />
      <noscript>
        <div className="browser-refused" style={{ display: 'block' }}>
          {languages.map((language) => (
            <p key={language} lang={language}>
              {refusalWords[language].noScript} {refusalWords[language].yours} {name}
            </p>
          ))}
        </div>
      </noscript>
    </>
  )
}
