'use client'
import { createContext, useContext } from 'react'
import type { RuleFacts } from '#core/site/site-facts.ts'
import type { Facts, Me } from './load-facts.ts'

export const FactsContext = createContext<Facts | null>(null)
export const MeContext = createContext<Me | null>(null)

export function useFacts(): Facts {
  const facts = useContext(FactsContext)
  if (facts === null) throw new Error('useFacts needs a FactsContext above it')
  return facts
}

export function useMe(): Me | null {
  return useContext(MeContext)
}

/** The rules by id; those that the site no longer has are shown by their id. */
export function rulesById(facts: Facts): Map<string, RuleFacts> {
  return new Map((facts.rules ?? []).map((rule) => [rule.id, rule]))
}
