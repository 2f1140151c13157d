import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { BrowserRefused } from '../_browser/browser-refused.tsx'
import { firstPaint } from './first-paint.ts'

/** The document around every page. Reading the nonce makes each a rendered one, which the policy of scripts needs: a stored page has no nonce. */
export async function RootDocument({ children }: { children: ReactNode }) {
  const asked = await headers()
  const nonce = asked.get('x-nonce') ?? undefined
  return (
    <html lang="en" data-theme="dark" suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours; it must run before the first paint. */}
        <script nonce={nonce} dangerouslySetInnerHTML={{ __html: firstPaint }} />
      </head>
      <body>
        <BrowserRefused nonce={nonce} userAgent={asked.get('user-agent') ?? ''} />
        {children}
      </body>
    </html>
  )
}
