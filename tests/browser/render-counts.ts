import type { CDPSession, Page } from 'playwright-core'

interface Covered {
  scriptId: string
  url: string
  functions: { ranges: { startOffset: number; endOffset: number; count: number }[] }[]
}

export interface RenderCounts {
  /** How often each part was drawn since this was asked last, by its name. */
  take(): Promise<Record<string, number>>
}

/**
 * Counts how often parts of a page are drawn, by the browser's own count of calls. A part is told by a text that stands
 * in the code of its component alone, such as a class of its root: names do not outlive the build.
 */
export async function countRenders(page: Page, parts: Record<string, string>): Promise<RenderCounts> {
  const session = await page.context().newCDPSession(page)
  await session.send('Profiler.enable')
  await session.send('Debugger.enable')
  await session.send('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
  const sources = new Map<string, string>()

  async function take(): Promise<Record<string, number>> {
    const { result } = (await session.send('Profiler.takePreciseCoverage')) as { result: Covered[] }
    const counts = Object.fromEntries(Object.keys(parts).map((name) => [name, 0]))
    for (const script of result) {
      if (!script.url.includes('/_next/')) continue
      const source = await sourceOf(session, sources, script.scriptId)
      for (const [name, text] of Object.entries(parts)) counts[name]! += callsOf(script, source.indexOf(text))
    }
    return counts
  }
  await take()
  return { take }
}

async function sourceOf(session: CDPSession, known: Map<string, string>, scriptId: string): Promise<string> {
  let source = known.get(scriptId)
  if (source === undefined) {
    source = ((await session.send('Debugger.getScriptSource', { scriptId })) as { scriptSource: string })
      .scriptSource
    known.set(scriptId, source)
  }
  return source
}

/** How often the innermost function around a place was called. */
function callsOf({ functions }: Covered, at: number): number {
  if (at < 0) return 0
  const around = functions
    .map(({ ranges }) => ranges[0]!)
    .filter(({ startOffset, endOffset }) => startOffset <= at && at < endOffset)
    .sort((a, b) => a.endOffset - a.startOffset - (b.endOffset - b.startOffset))
  return around[0]?.count ?? 0
}
