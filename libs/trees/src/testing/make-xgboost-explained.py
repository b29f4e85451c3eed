"""Makes xgboost-explained.json: a small model of XGBoost, and what it and the shap package say of rows with missing values.

    pip install xgboost==3.2.0 shap==0.51.0 numpy==2.4.6 && python3 make-xgboost-explained.py > xgboost-explained.json
"""
import json
import numpy as np
import shap
import xgboost

rng = np.random.default_rng(1)
names = ["a", "b", "c", "d", "e", "f", "g"]
X = rng.standard_normal((2000, len(names))).astype(np.float32)
X[rng.random(X.shape) < 0.15] = np.nan
z = np.nan_to_num(X)
y = (rng.random(2000) < 1 / (1 + np.exp(1 - 2 * z[:, 0] * z[:, 1] - z[:, 2] + z[:, 3] * (z[:, 4] > 0)))).astype(int)
data = xgboost.DMatrix(X, y, feature_names=names)
options = dict(objective="binary:logistic", max_depth=5, eta=0.5, base_score=0.5, tree_method="exact", seed=1)
model = xgboost.train(options, data, 2)
few = xgboost.DMatrix(X[:8], feature_names=names)
margins = model.predict(few, output_margin=True)
contributions = model.predict(few, pred_contribs=True)
explained = shap.TreeExplainer(model, feature_perturbation="tree_path_dependent")(few)
assert np.abs(explained.values - contributions[:, :-1]).max() < 1e-5


def short(node):
    kept = {key: node[key] for key in ("nodeid", "split", "split_condition", "yes", "missing", "leaf", "cover") if key in node}
    return kept | ({"children": [short(child) for child in node["children"]]} if "children" in node else {})


print(json.dumps({
    "origin": f"xgboost {xgboost.__version__}, shap {shap.__version__}, numpy {np.__version__}: make-xgboost-explained.py",
    "features": names,
    "trees": [short(json.loads(tree)) for tree in model.get_dump(dump_format="json", with_stats=True)],
    "rows": [
        {"row": [None if np.isnan(x) else float(x) for x in row], "margin": float(m), "contributions": [float(x) for x in c]}
        for row, m, c in zip(X[:8], margins, contributions)
    ],
}, separators=(",", ":")))
