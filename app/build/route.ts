export const dynamic = 'force-dynamic'

/** Which build of the pages this server serves. */
export function GET(): Response {
  return new Response(process.env.HUIYIN_BUILD, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
