"""Writes the shipped model: `python export.py`. Piece vectors as int8 for all networks, everything else as float32."""

import pickle

import numpy as np
import onnx
from onnx import helper, numpy_helper

import network
from places import SHIPPED, scratch


def export(table: np.ndarray, stages: dict[str, list[dict[str, np.ndarray]]], path: str) -> None:
    """`ids` [windows, pieces] → for each stage [windows, 1], the mean of its networks; all windows of a call have one length."""
    scale = np.abs(table).max(1) / 127 + 1e-9
    constants, nodes = [], []

    def constant(name: str, value: np.ndarray) -> str:
        constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(operator: str, inputs: list[str], output: str, **attributes) -> str:
        nodes.append(helper.make_node(operator, inputs, [output], **attributes))
        return output

    def gelu(x: str, output: str) -> str:
        return node("Gelu", [x], output, approximate="tanh")

    constant("table", np.round(table / scale[:, None]).astype(np.int8))
    constant("scale", scale.astype(np.float32)[:, None])
    vectors = node("Cast", [node("Gather", ["table", "ids"], "whole")], "real", to=onnx.TensorProto.FLOAT)
    vectors = node("Mul", [vectors, node("Gather", ["scale", "ids"], "scales")], "vectors")
    def one(n: str, weights: dict[str, np.ndarray]) -> str:
        x = node("MatMul", [vectors, constant(f"{n}win", weights["win"])], f"{n}in")
        x = gelu(node("Add", [x, constant(f"{n}bin", weights["bin"] + weights["st"][0])], f"{n}in_bias"), f"{n}in_gelu")
        x = node("Transpose", [x], f"{n}x", perm=[0, 2, 1])
        for layer in range(network.LAYERS):
            step = 2**layer
            filters = constant(f"{n}c{layer}", weights[f"c{layer}"].transpose(2, 1, 0))
            y = node("Conv", [x, filters, constant(f"{n}cb{layer}", weights[f"cb{layer}"])], f"{n}y{layer}",
                     dilations=[step], pads=[step, step], kernel_shape=[3])  # fmt: skip
            x = node("Add", [x, gelu(y, f"{n}g{layer}")], f"{n}x{layer}")
        strongest = node("ReduceMax", [x, constant(f"{n}axis2", np.array([2], np.int64))], f"{n}strongest", keepdims=0)
        asked = node("MatMul", [constant(f"{n}q", weights["q"][:, 0][None, :]), x], f"{n}asked")
        attention = node("Softmax", [asked], f"{n}attention", axis=-1)
        mean = node("MatMul", [attention, node("Transpose", [x], f"{n}turned", perm=[0, 2, 1])], f"{n}mean")
        mean = node("Squeeze", [mean, constant(f"{n}axis1", np.array([1], np.int64))], f"{n}mean_flat")
        pooled = node("Concat", [strongest, mean], f"{n}pooled", axis=1)
        z = node("MatMul", [pooled, constant(f"{n}ho", weights["ho"])], f"{n}hidden")
        z = gelu(node("Add", [z, constant(f"{n}bo", weights["bo"])], f"{n}hidden_bias"), f"{n}hidden_gelu")
        z = node("MatMul", [z, constant(f"{n}w", weights["w"][:, :1])], f"{n}out")
        return node("Add", [z, constant(f"{n}b", weights["b"][:1])], f"{n}logit")

    # `src/guards/classifier/networks.ts` cuts by these names.
    for stage, networks in stages.items():
        node("Mean", [one(f"{stage}{number}_", weights) for number, weights in enumerate(networks)], stage)
    ids = helper.make_tensor_value_info("ids", onnx.TensorProto.INT64, ["windows", "pieces"])
    logits = [helper.make_tensor_value_info(stage, onnx.TensorProto.FLOAT, ["windows", 1]) for stage in stages]
    graph = helper.make_graph(nodes, "rempart-classifier", [ids], logits, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9, producer_name="rempart")
    onnx.checker.check_model(model)
    onnx.save(model, path)


def main() -> None:
    questions, passages = (pickle.loads((scratch() / f"{name}.pkl").read_bytes()) for name in ("weights", "passages"))
    if not np.array_equal(questions["table"], passages["table"]):
        raise SystemExit("The networks were trained over two tables: train those for passages again.")
    # The first network for questions was trained for both stages: here it has the input stage only.
    export(questions["table"], {"questions": questions["networks"], "passages": passages["networks"]}, str(SHIPPED / "guard.onnx"))


if __name__ == "__main__":
    main()
