'use client'
import { createContext, useContext } from 'react'
import { type BoardFigure, usualFigures } from '#core/site/board-figures.ts'

/** The figures that each queue of this board shows, in their order. */
export const FiguresContext = createContext<readonly BoardFigure[]>(usualFigures)
export const useFigures = () => useContext(FiguresContext)
