/** As large as a television shows it beside its queues. */
const MOST_PX = 1_280
/** What the server keeps of a picture. */
const MOST_BYTES = 512 * 1024
const qualities = [0.85, 0.7, 0.5] as const
/** Where even the least quality is too large, the picture gets smaller. */
const scales = [1, 0.7, 0.5, 0.35] as const

const sizeOf = (url: string) => Math.floor(((url.length - url.indexOf(',') - 1) * 3) / 4)

/** Draws a picture at a share of its size. */
export type Draw = (scale: number) => Encode
/** A drawn picture as an address that holds it: PNG, where the browser does not write the type. */
export type Encode = (type: 'image/webp' | 'image/jpeg', quality: number) => string

/** The best of a picture that the server keeps; null: none is small enough. Browsers that write no WebP write JPEG. */
export function fittingPicture(draw: Draw): string | null {
  for (const scale of scales) {
    const encode = draw(scale)
    for (const quality of qualities) {
      const webp = encode('image/webp', quality)
      const url = webp.startsWith('data:image/webp') ? webp : encode('image/jpeg', quality)
      if (sizeOf(url) <= MOST_BYTES) return url
    }
  }
  return null
}

/** Draws a picture on a ground of its own: JPEG knows no transparency, and would show it black. */
function drawn(image: HTMLImageElement, scale: number): Encode {
  const paint = (ground: string | null) => {
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(image.naturalWidth * scale))
    canvas.height = Math.max(1, Math.round(image.naturalHeight * scale))
    const context = canvas.getContext('2d')
    if (context !== null && ground !== null) {
      context.fillStyle = ground
      context.fillRect(0, 0, canvas.width, canvas.height)
    }
    context?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return canvas
  }
  return (type, quality) => paint(type === 'image/jpeg' ? 'white' : null).toDataURL(type, quality)
}

/** A picture no larger than is needed, as an address that holds it; null: it is none. */
export async function smallPicture(file: File): Promise<string | null> {
  const source = URL.createObjectURL(file)
  try {
    const image = new Image()
    image.src = source
    await image.decode()
    const most = Math.min(1, MOST_PX / Math.max(image.naturalWidth, image.naturalHeight))
    return fittingPicture((scale) => drawn(image, most * scale))
  } catch {
    return null
  } finally {
    URL.revokeObjectURL(source)
  }
}
