import './globals.css'
import { MissingPage } from './_links/missing-page.tsx'
import { RootDocument } from './_shell/root-document.tsx'

export { pageViewport as viewport } from './_shell/page-viewport.ts'

/** What an address opens that is none of ours. */
export default function GlobalNotFound() {
  return (
    <RootDocument>
      <MissingPage />
    </RootDocument>
  )
}
