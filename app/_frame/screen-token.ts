/** The token of a paired screen, which stands in its address (`?token=`). */
export function screenToken(): string | null {
  return new URLSearchParams(location.search).get('token')
}
