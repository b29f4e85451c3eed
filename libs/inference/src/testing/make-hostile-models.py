"""Makes hostile/*.onnx: files that must be refused, or that a service has to survive. Needs onnx (requirements.txt)."""
import json
import pathlib

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = pathlib.Path(__file__).parent / "hostile"
WIDTH = 2
FLOAT, INT64, BOOL, STRING = TensorProto.FLOAT, TensorProto.INT64, TensorProto.BOOL, TensorProto.STRING
value, node = helper.make_tensor_value_info, helper.make_node


def constant(name, array):
    return numpy_helper.from_array(numpy.asarray(array), name)


SUM = [node("ReduceSum", ["x", "one"], ["sum"]), node("Sigmoid", ["sum"], ["probability"])]
ONE = constant("one", numpy.array([1], numpy.int64))


def keep(name, nodes, constants=(ONE,), inputs=None, outputs=None, opsets=(("", 17),), own=False, functions=()):
    graph = helper.make_graph(
        nodes, "graph",
        inputs or [value("x", FLOAT, ["n", WIDTH])],
        outputs or [value("probability", FLOAT, ["n", 1])], list(constants),
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid(*o) for o in opsets], functions=list(functions))
    model.ir_version = 8
    if own:
        for key, text in {
            "modelId": name, "modelVersion": "1", "featureSet": own, "featureNames": json.dumps(["card_count_1h", "account_age_days"]),
            "baseMargin": "0", "trainedFromMs": "0", "trainedToMs": "0", "dataHash": "", "metrics": "{}",
        }.items():
            model.metadata_props.add(key=f"caracal.{key}", value=text)
    (HERE / f"{name}.onnx").write_bytes(model.SerializeToString())


def loop(condition):
    """A loop that goes on as long as `condition` was true before it."""
    # Something must come out, or the runtime drops it.
    counted = helper.make_graph(
        [node("Identity", ["go_on"], ["goes_on"]), node("Add", ["total", "step"], ["next_total"])], "body",
        [value("i", INT64, []), value("go_on", BOOL, []), value("total", FLOAT, [1])],
        [value("goes_on", BOOL, []), value("next_total", FLOAT, [1])],
    )
    return node("Loop", ["", condition, "zero"], ["looped"], body=counted)


LOOPED = [constant("zero", numpy.zeros(1, numpy.float32)), constant("step", numpy.ones(1, numpy.float32)), ONE]
WITH_LOOP = [node("ReduceSum", ["x", "one"], ["summed"]), node("Mul", ["looped", "zero"], ["nothing"]),
             node("Add", ["summed", "nothing"], ["sum"]), node("Sigmoid", ["sum"], ["probability"])]
keep("endless-loop", [loop("true"), *WITH_LOOP], [*LOOPED, constant("true", numpy.array(True))])
# Hangs only on a transaction whose first feature is above 1000: what no check of a file can find out.
hangs = [node("ReduceMax", ["x"], ["highest"], keepdims=0), node("Greater", ["highest", "thousand"], ["is_large"]), loop("is_large"), *WITH_LOOP]
keep("hangs-on-large", hangs, [*LOOPED, constant("thousand", numpy.float32(1000))], own="FEATURE_SET")
keep("external-data", SUM, [])
model = onnx.load(HERE / "external-data.onnx", load_external_data=False)
outside = model.graph.initializer.add(name="one", data_type=INT64, dims=[1], data_location=TensorProto.EXTERNAL)
outside.external_data.add(key="location", value="../../../../etc/passwd")
(HERE / "external-data.onnx").write_bytes(model.SerializeToString())
keep("huge-shape", [node("ConstantOfShape", ["shape"], ["huge"]), node("ReduceSum", ["huge"], ["all"], keepdims=0),
                    node("ReduceSum", ["x", "one"], ["summed"]), node("Add", ["summed", "all"], ["sum"]), SUM[1]],
     [ONE, constant("shape", numpy.array([400_000, 400_000], numpy.int64))])
keep("lying-shape", SUM, [])
model = onnx.load(HERE / "lying-shape.onnx")
model.graph.initializer.add(name="one", data_type=INT64, dims=[2**40], raw_data=b"\0" * 8)
(HERE / "lying-shape.onnx").write_bytes(model.SerializeToString())
keep("custom-operator", [node("Backdoor", ["x"], ["probability"], domain="evil.example")], [], opsets=(("", 17), ("evil.example", 1)))
keep("random", [node("RandomUniformLike", ["x"], ["noise"]), node("Add", ["x", "noise"], ["y"]), node("ReduceSum", ["y", "one"], ["sum"]), SUM[1]])
keep("fixed-batch", SUM, inputs=[value("x", FLOAT, [1, WIDTH])])
keep("text-input", [node("Cast", ["x"], ["numbers"], to=FLOAT), node("ReduceSum", ["numbers", "one"], ["sum"]), SUM[1]],
     inputs=[value("x", STRING, ["n", WIDTH])])
keep("three-classes", [node("MatMul", ["x", "w"], ["y"]), node("Softmax", ["y"], ["probability"])],
     [constant("w", numpy.ones((WIDTH, 3), numpy.float32))], outputs=[value("probability", FLOAT, ["n", 3])])
keep("ambiguous-scale", [node("IsNaN", ["x"], ["gap"]), node("Where", ["gap", "half", "x"], ["y"]), node("ReduceSum", ["y", "one"], ["sum"]), node("Sigmoid", ["sum"], ["a"]), node("Mul", ["a", "half"], ["score"])],
     [ONE, constant("half", numpy.float32(0.5))], outputs=[value("score", FLOAT, ["n", 1])])
keep("constant", [node("IsNaN", ["x"], ["gap"]), node("Cast", ["gap"], ["zeros"], to=FLOAT), node("Mul", ["zeros", "none"], ["y"]),
                  node("ReduceSum", ["y", "one"], ["sum"]), SUM[1]], [ONE, constant("none", numpy.float32(0))])
keep("mixes-rows", [node("IsNaN", ["x"], ["gap"]), node("Where", ["gap", "none", "x"], ["y"]), node("ReduceMean", ["y"], ["mean"], axes=[0]),
                    node("Sub", ["y", "mean"], ["z"]), node("ReduceSum", ["z", "one"], ["sum"]), SUM[1]], [ONE, constant("none", numpy.float32(0))])
own_function = helper.make_function("own", "Twice", ["a"], ["b"], [node("Add", ["a", "a"], ["b"])], [helper.make_opsetid("", 17)])
keep("functions", [node("Twice", ["x"], ["y"], domain="own"), node("ReduceSum", ["y", "one"], ["sum"]), SUM[1]],
     opsets=(("", 17), ("own", 1)), functions=[own_function])
keep("future-opset", SUM, opsets=(("", 99),))
