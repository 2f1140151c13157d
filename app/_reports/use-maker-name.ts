'use client'
import type { PromiseMaker } from '#core/reports/promise-makers.ts'
import { useOpenWord } from '../_format/use-words.ts'
import { useFacts } from '../_shell/facts.ts'
import { useNameOfAnyone } from '../_shell/names.ts'

/** The name of who makes promises: an origin, an agent, a department. */
export function useMakerName(by: PromiseMaker): (id: string) => string {
  const { departments = [] } = useFacts()
  const nameOf = useNameOfAnyone()
  const origin = useOpenWord('origin')
  if (by === 'origin') return origin
  return by === 'agent' ? nameOf : (id) => departments.find((each) => each.id === id)?.name ?? id
}
