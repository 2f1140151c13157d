import './globals.css'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { BrowserRefused } from './_browser/browser-refused.tsx'
import { firstPaint } from './_shell/first-paint.ts'

export const metadata: Metadata = {
  title: 'Huiyin',
  description: 'The call-centre floor, live',
  icons: { icon: '/icon.svg', apple: '/icon-192.png' },
  manifest: '/manifest.webmanifest',
  appleWebApp: { capable: true, title: 'Huiyin', statusBarStyle: 'black' },
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, themeColor: '#0b0d10' }

/** Reading the nonce makes every page a rendered one, which the policy of scripts needs: a stored page has no nonce. */
export default async function Layout({ children }: { children: ReactNode }) {
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
