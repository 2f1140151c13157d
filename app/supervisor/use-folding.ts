'use client'
import { useCallback, useState } from 'react'

interface Folding {
  /** What was the usual way when this was begun. */
  usual: boolean
  isOpen: boolean
  /** Those that are the other way round. */
  turned: ReadonlySet<string>
}

const begin = (usual: boolean, isOpen = usual): Folding => ({ usual, isOpen, turned: new Set() })

/** Which groups of a list are open: `usually` all or none, but for those that were pressed. */
export function useFolding(usually: boolean) {
  const [folding, setFolding] = useState(() => begin(usually))
  if (folding.usual !== usually) setFolding(begin(usually))
  const { isOpen, turned } = folding
  const toggle = useCallback((group: string) => {
    setFolding((before) => {
      const after = new Set(before.turned)
      if (!after.delete(group)) after.add(group)
      return { ...before, turned: after }
    })
  }, [])
  return {
    isOpen: (group: string) => isOpen !== turned.has(group),
    toggle,
    /** Whether a press on "all" opens or folds. */
    isAllOpen: isOpen && turned.size === 0,
    turnAll: (open: boolean) => setFolding(begin(usually, open)),
  }
}
