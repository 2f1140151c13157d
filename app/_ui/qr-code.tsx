'use client'
import { useEffect, useState } from 'react'

/** An address as a QR code. What draws it is fetched only here: a wall that is paired never needs it. */
export function QrCode({ text, label, className }: { text: string; label: string; className: string }) {
  const [path, setPath] = useState<{ size: number; d: string } | null>(null)
  useEffect(() => {
    let over = false
    void import('uqr').then(({ encode }) => {
      const { data, size } = encode(text, { ecc: 'M', border: 2 })
      const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
      if (!over) setPath({ size, d: squares.join('') })
    })
    return () => {
      over = true
    }
  }, [text])
  return (
    <div className={className} role="img" aria-label={label} data-qr={path === null ? '' : text}>
      {path !== null && (
        <svg viewBox={`0 0 ${path.size} ${path.size}`} shapeRendering="crispEdges" aria-hidden="true">
          <rect width={path.size} height={path.size} fill="#fff" />
          <path d={path.d} fill="#000" />
        </svg>
      )}
    </div>
  )
}
