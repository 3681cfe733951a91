import { createContext, type RefObject, useContext } from 'react';

/** The state of the page around the picture, as far as it matters to the camera. */
export interface Room {
  /** Key of the selected node. Unlike its id, it remains the same when the files change. */
  readonly selection: string | undefined;
  /** How often a node was selected outside the picture: it is shown again even if it was selected before. */
  readonly calls: number;
  /** The nodes that are highlighted with it. */
  readonly lit: ReadonlySet<string> | undefined;
  /** Whether the node was selected in the picture, where the user sees it already. */
  readonly isSelectedInPicture: RefObject<boolean>;
  /** How much of each side of the picture is covered at the moment, in pixels. */
  readonly covered: () => Insets;
  /** Changes when the user changes how much is covered. */
  readonly coverKey: string;
}

export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const RoomContext = createContext<Room>({
  selection: undefined,
  calls: 0,
  lit: undefined,
  isSelectedInPicture: { current: false },
  covered: () => ({ top: 0, right: 0, bottom: 0 }),
  coverKey: '',
});

/** Gives the room to the camera of a picture. */
export const RoomProvider = RoomContext.Provider;

export function useRoom(): Room {
  return useContext(RoomContext);
}

/** How much a panel covers of the stage that it lies over: its right side, or the bottom if it is as wide as the stage. */
export function coveredBy(panel: Element | null, stage: Element | null): Insets {
  const nothing = { top: 0, right: 0, bottom: 0 };
  if (panel === null || stage === null) return nothing;
  const [over, under] = [panel.getBoundingClientRect(), stage.getBoundingClientRect()];
  if (over.width === 0 || over.height === 0) return nothing;
  return over.left > under.left + 1
    ? { ...nothing, right: Math.max(0, under.right - over.left) }
    : { ...nothing, bottom: Math.max(0, under.bottom - over.top) };
}
