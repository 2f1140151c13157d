import './globals.css'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { RootDocument } from './_shell/root-document.tsx'

export { pageViewport as viewport } from './_shell/page-viewport.ts'

export const metadata: Metadata = {
  title: 'Huiyin',
  description: 'The call-centre floor, live',
  icons: { icon: '/icon.svg', apple: '/icon-192.png' },
  manifest: '/manifest.webmanifest',
  appleWebApp: { capable: true, title: 'Huiyin', statusBarStyle: 'black' },
}

export default function Layout({ children }: { children: ReactNode }) {
  return <RootDocument>{children}</RootDocument>
}
