import onnxProto from 'onnx-proto';
import type { onnx } from 'onnx-proto';

const { ModelProto } = onnxProto.onnx;

/** The numbers of ONNX's types, in `onnx.proto`. */
const types = { float: 1, int64: 7 } as const;
type Type = keyof typeof types;

/** A tensor as a graph takes or gives it; a text is a length that is known when it runs. */
type Port = readonly [name: string, type: Type, shape: readonly (number | string)[]];

export interface Graph {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly nodes: readonly onnx.INodeProto[];
  readonly constants: readonly onnx.ITensorProto[];
  /** Notes that whoever loads it reads. */
  readonly notes?: Readonly<Record<string, string>>;
}

/** The bytes of a model that ONNX Runtime loads. */
export function modelOf({ inputs, outputs, nodes, constants, notes = {} }: Graph): Uint8Array {
  return ModelProto.encode({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 13 }],
    graph: {
      name: 'tiny',
      node: [...nodes],
      initializer: [...constants],
      input: inputs.map(valueOf),
      output: outputs.map(valueOf),
    },
    metadataProps: Object.entries(notes).map(([key, value]) => ({ key, value })),
  }).finish();
}

function valueOf([name, type, shape]: Port): onnx.IValueInfoProto {
  const dim = shape.map((length) =>
    typeof length === 'number' ? { dimValue: length } : { dimParam: length },
  );
  return { name, type: { tensorType: { elemType: types[type], shape: { dim } } } };
}

/** An operation: what it is called, what it takes, the name of what comes out. */
export function node(
  opType: string,
  input: readonly string[],
  output: string,
  attributes: Readonly<Record<string, number | readonly number[]>> = {},
): onnx.INodeProto {
  const attribute = Object.entries(attributes).map(([name, value]) =>
    typeof value === 'number' ? { name, type: 2, i: value } : { name, type: 7, ints: [...value] },
  );
  return { opType, input: [...input], output: [output], name: output, attribute };
}

export function floats(
  name: string,
  values: readonly number[],
  dims: readonly number[],
): onnx.ITensorProto {
  return { name, dataType: types.float, dims: [...dims], floatData: [...values] };
}

export function integers(name: string, values: readonly number[]): onnx.ITensorProto {
  return { name, dataType: types.int64, dims: [values.length], int64Data: [...values] };
}
