import { createContext, useContext } from 'react';
import type { ConsoleMode, ConsoleSession } from '../api/contract.js';

/** Who looks, at which data, in which time zone; set by the frame once there is a session. */
export interface Viewer {
  readonly session: ConsoleSession;
  readonly mode: ConsoleMode;
  readonly timeZone: string;
  /** Viewers see everything and change nothing. */
  readonly mayAct: boolean;
}

const ViewerContext = createContext<Viewer | undefined>(undefined);
export const ViewerProvider = ViewerContext.Provider;

export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (viewer === undefined) throw new Error('useViewer: outside of the frame');
  return viewer;
}
