/** The pen that a route is drawn with: a path of the canvas, or `SvgPen`. */
export interface Pen {
  readonly moveTo: (x: number, y: number) => void;
  readonly lineTo: (x: number, y: number) => void;
  readonly quadraticCurveTo: (x1: number, y1: number, x: number, y: number) => void;
  readonly bezierCurveTo: (x1: number, y1: number, x2: number, y2: number, x: number, y: number) => void;
}

/**
 * Draws a route, as x and y in turn. From one column to the next it is a curve that leaves and arrives horizontally.
 * Corners between horizontal and vertical lines are rounded.
 */
export function traceRoute(points: Float32Array, pen: Pen): void {
  const [startX = 0, startY = 0] = points;
  pen.moveTo(startX, startY);
  let [x, y] = [startX, startY];
  for (let at = 2; at < points.length; at += 2) {
    const [nextX = 0, nextY = 0, afterX = nextX, afterY = nextY] = points.subarray(at, at + 4);
    const [dx, dy] = [nextX - x, nextY - y];
    if (Math.abs(dx) > straight && Math.abs(dy) > straight) {
      const middle = x + dx / 2;
      pen.bezierCurveTo(middle, y, middle, nextY, nextX, nextY);
      [x, y] = [nextX, nextY];
      continue;
    }
    const [turnX, turnY] = [afterX - nextX, afterY - nextY];
    const isCorner =
      (Math.abs(dx) <= straight && Math.abs(turnY) <= straight) ||
      (Math.abs(dy) <= straight && Math.abs(turnX) <= straight);
    const length = Math.abs(dx) + Math.abs(dy);
    const radius = isCorner ? Math.min(cornerRadius, length / 2, (Math.abs(turnX) + Math.abs(turnY)) / 2) : 0;
    if (radius < 1) {
      pen.lineTo(nextX, nextY);
      [x, y] = [nextX, nextY];
      continue;
    }
    pen.lineTo(nextX - (dx / length) * radius, nextY - (dy / length) * radius);
    x = nextX + Math.sign(Math.abs(turnX) > straight ? turnX : 0) * radius;
    y = nextY + Math.sign(Math.abs(turnY) > straight ? turnY : 0) * radius;
    pen.quadraticCurveTo(nextX, nextY, x, y);
  }
}

/** The `d` attribute of a path along a route. */
export function svgPathOf(points: Float32Array): string {
  const parts: string[] = [];
  const write =
    (command: string) =>
    (...values: readonly number[]): void => {
      parts.push(`${command}${values.map((value) => Math.round(value * 10) / 10).join(' ')}`);
    };
  traceRoute(points, {
    moveTo: write('M'),
    lineTo: write('L'),
    quadraticCurveTo: write('Q'),
    bezierCurveTo: write('C'),
  });
  return parts.join('');
}

/** Below this difference two coordinates count as equal. */
const straight = 0.05;
const cornerRadius = 9;
