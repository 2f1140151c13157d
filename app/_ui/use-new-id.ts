'use client'
import { useState } from 'react'
import { randomId } from '../_browser/random-id.ts'

/**
 * The id of what a form makes, made when the form opens: pressed again, it makes nothing twice. `renew` once it was
 * made, where the form stays open for another one.
 */
export function useNewId(): { id: string; renew: () => void } {
  const [id, setId] = useState(randomId)
  return { id, renew: () => setId(randomId()) }
}
