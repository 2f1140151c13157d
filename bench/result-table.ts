import type { BenchResult } from './bench-result.ts'

/** The figures as a table in Markdown, to be read and to be kept. */
export function resultTable(results: readonly BenchResult[]): string {
  const rows = results.map(({ name, value, unit, baseline, ratio, target, met }) => [
    name,
    `${value} ${unit}`,
    baseline === null ? '–' : `${baseline}`,
    ratio === null ? '–' : `${ratio}`,
    target,
    met ? 'yes' : '**no**',
  ])
  const all = [['what', 'got', 'baseline', 'ratio', 'goal', 'met'], Array(6).fill('---'), ...rows]
  return all.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
