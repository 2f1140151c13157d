'use client'
import type { ReactNode } from 'react'
import { Blank } from './blank.tsx'
import { PageContext } from './page-context.tsx'
import { type PageAudience, usePrepared } from './prepare.ts'

/** A page without live rows: sign-in and the crossroads. */
export function OpenPage({ audience, children }: { audience: PageAudience; children: ReactNode }) {
  const prepared = usePrepared(audience)
  return prepared === null ? <Blank /> : <PageContext prepared={prepared}>{children}</PageContext>
}
