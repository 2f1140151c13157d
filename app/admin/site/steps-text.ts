/** Steps from which something is too much, as one types them: `60s, 3m`, of shares `75%, 60%`. */
export function stepsText(value: unknown, isShare: boolean): string {
  const textOf = (step: unknown) =>
    isShare && typeof step === 'number' ? `${Number((step * 100).toFixed(4))}%` : String(step)
  return value === undefined ? '' : [value].flat().map(textOf).join(', ')
}

/** What was typed: numbers, and times as they stand; one alone is no list. */
export function stepsIn(text: string, isShare: boolean): unknown {
  const read = (word: string): number | string => {
    const number = Number(isShare ? word.replace(/[%％]$/, '') : word)
    if (Number.isNaN(number)) return word
    return isShare ? Number((number / 100).toFixed(6)) : number
  }
  const steps = text
    .split(/[\s,，、]+/)
    .filter((word) => word !== '')
    .map(read)
  return steps.length > 1 ? steps : steps[0]
}
