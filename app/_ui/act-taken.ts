'use client'
import { createContext } from 'react'

/** Called once the server has taken an act: a window in which it was pressed has done what it was opened for. */
export const ActTaken = createContext<() => void>(() => {})
