/** A calibration as operations: margins in, probabilities out. */
import type { Graph } from '#onnx';
import type { Calibration } from '../calibration/calibration.js';

export function addCalibration(graph: Graph, calibration: Calibration, margin: string, output: string): string {
  switch (calibration.kind) {
    case 'none':
      return graph.add('Sigmoid', [margin], output);
    case 'platt': {
      graph.floats('calibration_slope', [calibration.slope]);
      graph.floats('calibration_offset', [calibration.offset]);
      const scaled = graph.add('Mul', [margin, 'calibration_slope'], 'calibration_scaled');
      return graph.add('Sigmoid', [graph.add('Add', [scaled, 'calibration_offset'], 'calibrated_margin')], output);
    }
    case 'isotonic':
      return addIsotonic(graph, calibration, margin, output);
  }
}

/** The first probability, and of each piece up to the margin its share of that piece's rise. */
function addIsotonic(
  graph: Graph,
  { margins, probabilities }: Extract<Calibration, { kind: 'isotonic' }>,
  margin: string,
  output: string,
): string {
  // One knot: a piece without a rise, so that the shape stays.
  const xs = margins.length > 1 ? margins : [margins[0]!, margins[0]! + 1];
  const ys = margins.length > 1 ? probabilities : [probabilities[0]!, probabilities[0]!];
  graph.floats('knot_starts', xs.slice(0, -1));
  graph.floats(
    'knot_lengths',
    xs.slice(1).map((x, i) => x - xs[i]!),
  );
  graph.floats(
    'knot_rises',
    ys.slice(1).map((y, i) => y - ys[i]!),
  );
  graph.floats('first_probability', [ys[0]!]);
  graph.scalar('piece_start', 0);
  graph.scalar('piece_end', 1);
  graph.int64s('piece_axis', [1]);
  const passed = graph.add('Sub', [margin, 'knot_starts'], 'piece_passed');
  const share = graph.add(
    'Clip',
    [graph.add('Div', [passed, 'knot_lengths'], 'piece_share'), 'piece_start', 'piece_end'],
    'piece_clipped',
  );
  const risen = graph.add('ReduceSum', [graph.add('Mul', [share, 'knot_rises'], 'piece_risen'), 'piece_axis'], 'risen');
  return graph.add('Add', [risen, 'first_probability'], output);
}
