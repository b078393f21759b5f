CREATE TABLE stored_run (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, specification TEXT NOT NULL, optimizer TEXT,
  seed INTEGER NOT NULL, outcome TEXT NOT NULL, outcome_step INTEGER, steps INTEGER NOT NULL,
  wall_seconds, finished_at TEXT NOT NULL, core TEXT NOT NULL, kernel TEXT NOT NULL, checksum TEXT NOT NULL
, host TEXT NOT NULL DEFAULT '');
INSERT INTO stored_run VALUES
  (1, 'a00c31cb181264de9c0de175537daf454ee92530cd5959f067cab6398ae511e4', '{"batch":{"order":"shuffled","size":3},"data":{"sine-of-sum":{"dimension":4,"noise":0,"samples":6}},"diverged_above":1e+100,"full_loss":1,"guards":[{"clip-norm":{"limit":0.5}}],"initial":{"uniform":{"bias_gain":1,"embedding_gain":1,"gain":1}},"loss":{"mse":{}},"model":{"mlp":{"activation":"tanh","bias":true,"widths":[4,6,1]}},"optimizer":{"adam":{"amsgrad":false,"beta1":0.9,"beta2":0.9,"correct_second":true,"decoupled_weight_decay":false,"eps":1e-08,"eps_inside":false,"freeze_second":false,"lazy":false,"lr":0.0625,"maximize":false,"v_floor":0,"weight_decay":0}},"precision":"float64","probes":[{"curvature":{"along":["gradient","step"],"every":1,"from":1,"hessian":true,"products":60,"until":0}},{"moments":{"every":1,"from":1,"until":0}},{"ratio":{"every":1,"from":1,"sample":2000,"until":0}},{"layers":{"every":3,"from":1,"sample":500,"until":0}}],"schedule":{"constant":{}},"seed":0,"steps":4}', 'adam', 0, 'completed', NULL, 4, 0.006908267, '2026-11-30T14:39:34Z', '9221d8cffe250094067dc05f30718161416d89caf9dd539490249482d43f9720', 'Cooperlake', '757005dd656cf9a68d48e22426b8f88de2d0b32cb5993fb592c351ebd70f53da', 'x86_64-linux');
CREATE TABLE stored_trace (
  run INTEGER NOT NULL, step INTEGER NOT NULL, loss, grad_norm, update_norm, lr, threshold, sum_v,
  effective_rate, lambda_max_h, lambda_max, lambda_grad, lambda_grad_exact, full_loss, update_ratio, gradient_factor, dip, lambda_step, residual, residual_h, products, gradient_alignment, eigenvector_alignment, preconditioner_growth, v_along, PRIMARY KEY (run, step)
) WITHOUT ROWID;
INSERT INTO stored_trace VALUES
  (1, 1, 0.7761799586699989, 1.4005665187807, 0.38016814544810157, NULL, NULL, 0.024999964300198678, 1051.2892262105984, 6.201642470242871, 80.86687880927386, 16.854249233722108, 14.717295976387382, 0.5806451344925344, 0.23381362321624152, 0.3569981406075216, 0.1891891891891892, 9.982689866847624, 0.0014341933649683835, 0.0002499076356201345, 13.0, 0.26339566822318067, NULL, NULL, 0.001291950632887636),
  (1, 2, 0.4645811961910275, 1.549313661296, 0.27392057935505915, NULL, NULL, 0.04749993559785537, 21.312327985424833, 4.389694240682997, 11.548627178022189, 8.441857142820817, 8.245162225039834, 0.5074462185864917, 0.1628559316350921, 0.32272333857716845, 0.10036901071704078, 2.9753263498337907, 0.0005069931468979242, 0.00020219318646126397, 27.0, 0.7959355126059184, 0.48070374699782425, -1.6464129958702056, 0.003314106164229282),
  (1, 3, 0.5858163975907938, 2.101719306421659, 0.23537000003728353, NULL, NULL, 0.0677499182480403, 18.37373752574134, 5.919346784098091, 14.042464581234816, 8.092727616947709, 7.952079334924294, 0.3912214745451689, 0.13640142803032074, 0.23790035166538812, 0.08070226339695347, 3.110446048642721, 0.000585797124894114, 0.0016833786263747272, 19.0, 0.7041709157655222, 0.43230715306934553, -0.435081224436955, 0.002816696085756384),
  (1, 4, 0.222848794845948, 1.0254483661008558, 0.18670155523541065, NULL, NULL, 0.08597487766414852, 21.808985263360547, 3.9735755209488435, 5.538992931550655, 2.503341983188809, 2.370163744347826, 0.2867093891181458, 0.10614509584453298, 0.4875911152017072, 0.05639070243394078, 7.281084543205955, 0.0007840575385296508, 0.0010048444453915326, 24.0, 0.09977454963566801, 0.04518435985975873, -0.21429104665780407, 0.0056319548618015795);
CREATE TABLE stored_state (
  run INTEGER NOT NULL, step INTEGER NOT NULL, coordinate INTEGER NOT NULL, theta, gradient, m, v, v_hat,
  PRIMARY KEY (run, step, coordinate)
) WITHOUT ROWID;
CREATE TABLE stored_bisection (
  run INTEGER NOT NULL, position INTEGER NOT NULL, number INTEGER NOT NULL, value, shown INTEGER NOT NULL,
  PRIMARY KEY (run, position)
) WITHOUT ROWID;
CREATE TABLE stored_setting (
  run INTEGER NOT NULL, path TEXT NOT NULL, value, PRIMARY KEY (run, path)
) WITHOUT ROWID;
INSERT INTO stored_setting VALUES
  (1, 'batch.order', 'shuffled'),
  (1, 'batch.size', 3),
  (1, 'data.sine-of-sum.dimension', 4),
  (1, 'data.sine-of-sum.noise', 0),
  (1, 'data.sine-of-sum.samples', 6),
  (1, 'diverged_above', 1e+100),
  (1, 'full_loss', 1),
  (1, 'guards', '[{"clip-norm":{"limit":0.5}}]'),
  (1, 'initial.uniform.bias_gain', 1),
  (1, 'initial.uniform.embedding_gain', 1),
  (1, 'initial.uniform.gain', 1),
  (1, 'model.mlp.activation', 'tanh'),
  (1, 'model.mlp.bias', 1),
  (1, 'model.mlp.widths', '[4,6,1]'),
  (1, 'optimizer.adam.amsgrad', 0),
  (1, 'optimizer.adam.beta1', 0.9),
  (1, 'optimizer.adam.beta2', 0.9),
  (1, 'optimizer.adam.correct_second', 1),
  (1, 'optimizer.adam.decoupled_weight_decay', 0),
  (1, 'optimizer.adam.eps', 1e-08),
  (1, 'optimizer.adam.eps_inside', 0),
  (1, 'optimizer.adam.freeze_second', 0),
  (1, 'optimizer.adam.lazy', 0),
  (1, 'optimizer.adam.lr', 0.0625),
  (1, 'optimizer.adam.maximize', 0),
  (1, 'optimizer.adam.v_floor', 0),
  (1, 'optimizer.adam.weight_decay', 0),
  (1, 'precision', 'float64'),
  (1, 'probes', '[{"curvature":{"along":["gradient","step"],"every":1,"from":1,"hessian":true,"products":60,"until":0}},{"moments":{"every":1,"from":1,"until":0}},{"ratio":{"every":1,"from":1,"sample":2000,"until":0}},{"layers":{"every":3,"from":1,"sample":500,"until":0}}]'),
  (1, 'seed', 0),
  (1, 'steps', 4);
CREATE TABLE claim (
  id TEXT PRIMARY KEY, chapter TEXT NOT NULL, statement TEXT NOT NULL, sql TEXT NOT NULL,
  expect TEXT NOT NULL, verdict TEXT NOT NULL, expected TEXT NOT NULL, holds INTEGER NOT NULL,
  trials INTEGER NOT NULL, replay TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE stored_digest (name TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO stored_digest VALUES
  ('member', 'e0a1e6497e4e27c0b844264f69129567dad324fb729fa8d14b299107788d600e');
CREATE TABLE lease (key TEXT PRIMARY KEY, holder TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE quarantine (key TEXT NOT NULL, reason TEXT NOT NULL, noticed_at TEXT NOT NULL);
CREATE VIEW state AS SELECT m.experiment AS experiment, m.number AS run, m.seed AS seed, m.variant AS variant, t.step AS step, t.coordinate AS coordinate, t.theta AS theta,
  t.gradient AS gradient, t.m AS m, t.v AS v, t.v_hat AS v_hat
FROM member AS m JOIN stored_run AS r ON r.key = m.key JOIN stored_state AS t ON t.run = r.id;
CREATE VIEW bisection AS SELECT m.experiment AS experiment, m.number AS run, m.seed AS seed, m.variant AS variant, t.number AS number, t.value AS value, t.shown AS shown
FROM member AS m JOIN stored_run AS r ON r.key = m.key JOIN stored_bisection AS t ON t.run = r.id;
CREATE TABLE stored_constant (
  run INTEGER PRIMARY KEY, loss, full_loss, grad_norm, update_norm, update_ratio, lr, threshold, gradient_factor, sum_v, effective_rate, dip, lambda_max_h, lambda_max, lambda_grad, lambda_grad_exact, lambda_step, residual, residual_h, products, gradient_alignment, eigenvector_alignment, preconditioner_growth, v_along
);
INSERT INTO stored_constant VALUES
  (1, NULL, NULL, NULL, NULL, NULL, 0.0625, 32.0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE stored_layer (
  run INTEGER NOT NULL, step INTEGER NOT NULL, layer INTEGER NOT NULL, name TEXT NOT NULL, grad_norm,
  sum_v, update_norm, parameter_norm, effective_rate, dip, share, PRIMARY KEY (run, step, layer)
) WITHOUT ROWID;
INSERT INTO stored_layer VALUES
  (1, 1, 0, 'dense1', 0.6391826912412961, 0.0052069321701508735, 0.3423215922491384, 1.5148963289687023, 2.9723017186113903, 0.2, 0.5117620078915777),
  (1, 1, 1, 'dense2', 1.2462070697709198, 0.019793032130047804, 0.1653594457340237, 0.5905819201595292, 0.4122398939297247, 0.14285714285714285, 0.4882379921084222),
  (1, 4, 0, 'dense1', 0.4353592338321379, 0.01782912562012852, 0.16665716709548437, 1.667119430822644, 1.8072988937560746, 0.0819146669944144, 0.4368980993418693),
  (1, 4, 1, 'dense2', 0.9284431533788207, 0.06814575204402001, 0.08415972542153934, 0.5608383491778274, 0.44767278483094824, 0.1070390937825323, 0.5631019006581306);
CREATE TABLE stored_event (
  run INTEGER NOT NULL, number INTEGER NOT NULL, step INTEGER NOT NULL, kind TEXT NOT NULL, value,
  PRIMARY KEY (run, number)
) WITHOUT ROWID;
CREATE VIEW trace AS SELECT m.experiment AS experiment, m.number AS run, m.seed AS seed, m.variant AS variant, t.step AS step,
  coalesce(t.loss, c.loss) AS loss,
  coalesce(t.full_loss, c.full_loss) AS full_loss,
  coalesce(t.grad_norm, c.grad_norm) AS grad_norm, coalesce(t.grad_norm, c.grad_norm) * coalesce(t.grad_norm, c.grad_norm) AS grad_sq,
  coalesce(t.update_norm, c.update_norm) AS update_norm,
  coalesce(t.update_ratio, c.update_ratio) AS update_ratio,
  coalesce(t.lr, c.lr) AS lr,
  coalesce(t.threshold, c.threshold) AS threshold,
  coalesce(t.gradient_factor, c.gradient_factor) AS gradient_factor,
  coalesce(t.sum_v, c.sum_v) AS sum_v,
  coalesce(t.effective_rate, c.effective_rate) AS effective_rate,
  coalesce(t.dip, c.dip) AS dip,
  coalesce(t.lambda_max_h, c.lambda_max_h) AS lambda_max_h,
  coalesce(t.lambda_max, c.lambda_max) AS lambda_max,
  coalesce(t.lambda_grad, c.lambda_grad) AS lambda_grad,
  coalesce(t.lambda_grad_exact, c.lambda_grad_exact) AS lambda_grad_exact,
  coalesce(t.lambda_step, c.lambda_step) AS lambda_step,
  coalesce(t.residual, c.residual) AS residual,
  coalesce(t.residual_h, c.residual_h) AS residual_h,
  coalesce(t.products, c.products) AS products,
  coalesce(t.gradient_alignment, c.gradient_alignment) AS gradient_alignment,
  coalesce(t.eigenvector_alignment, c.eigenvector_alignment) AS eigenvector_alignment,
  coalesce(t.preconditioner_growth, c.preconditioner_growth) AS preconditioner_growth,
  coalesce(t.v_along, c.v_along) AS v_along
FROM member AS m JOIN stored_run AS r ON r.key = m.key JOIN stored_trace AS t ON t.run = r.id LEFT JOIN stored_constant AS c ON c.run = r.id;
CREATE VIEW layer AS SELECT m.experiment AS experiment, m.number AS run, m.seed AS seed, m.variant AS variant, t.step AS step, t.layer AS layer, t.name AS name,
  t.grad_norm AS grad_norm, t.sum_v AS sum_v, t.update_norm AS update_norm,
  t.parameter_norm AS parameter_norm, t.effective_rate AS effective_rate, t.dip AS dip, t.share AS share
FROM member AS m JOIN stored_run AS r ON r.key = m.key JOIN stored_layer AS t ON t.run = r.id;
CREATE VIEW event AS SELECT m.experiment AS experiment, m.number AS run, m.seed AS seed, m.variant AS variant, t.number AS number, t.step AS step, t.kind AS kind,
  t.value AS value
FROM member AS m JOIN stored_run AS r ON r.key = m.key JOIN stored_event AS t ON t.run = r.id;
CREATE TABLE stored_analysis (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, run_key TEXT NOT NULL, detector TEXT NOT NULL,
  checksum TEXT NOT NULL
);
INSERT INTO stored_analysis VALUES
  (1, 'e960132d866c8046fe4c2f2acad4230fbb437c67049928a4a495db9755a09f2f', 'a00c31cb181264de9c0de175537daf454ee92530cd5959f067cab6398ae511e4', '{"floor":1e-16,"lookback":200,"rise":0.5,"series":"loss","smooth":1,"window":5,"z":0}', '176b54c674f0bf8239d60636a60f5fb142e937c3a97090614045873a6d17e354');
CREATE INDEX stored_analysis_by_run ON stored_analysis (run_key);
CREATE TABLE stored_spike (
  analysis INTEGER NOT NULL, number INTEGER NOT NULL, rise_start INTEGER NOT NULL, onset INTEGER NOT NULL,
  peak INTEGER NOT NULL, "end" INTEGER, height, trough, crossed_lambda_max INTEGER,
  crossed_lambda_grad INTEGER, crossed_lambda_grad_exact INTEGER, recovered INTEGER, decay_exponent,
  in_order INTEGER NOT NULL, PRIMARY KEY (analysis, number)
) WITHOUT ROWID;
CREATE TABLE stored_crossing (
  analysis INTEGER NOT NULL, number INTEGER NOT NULL, quantity TEXT NOT NULL, first INTEGER NOT NULL,
  last INTEGER NOT NULL, peak_ratio, PRIMARY KEY (analysis, number)
) WITHOUT ROWID;
INSERT INTO stored_crossing VALUES
  (1, 1, 'lambda_max', 1, 1, 2.527089962789808);
CREATE TABLE stored_phase (
  analysis INTEGER NOT NULL, number INTEGER NOT NULL, phase INTEGER NOT NULL, first INTEGER NOT NULL,
  last INTEGER NOT NULL, PRIMARY KEY (analysis, number)
) WITHOUT ROWID;
INSERT INTO stored_phase VALUES
  (1, 1, 3, 1, 1),
  (1, 2, 1, 2, 4);
CREATE TABLE member (
  experiment TEXT NOT NULL, position INTEGER NOT NULL, number INTEGER NOT NULL UNIQUE, chapter TEXT NOT NULL,
  variant TEXT NOT NULL, seed INTEGER NOT NULL, key TEXT NOT NULL, analysis TEXT NOT NULL,
  PRIMARY KEY (experiment, position)
) WITHOUT ROWID;
INSERT INTO member VALUES
  ('net', 0, 1, '01-a', '', 0, 'a00c31cb181264de9c0de175537daf454ee92530cd5959f067cab6398ae511e4', 'e960132d866c8046fe4c2f2acad4230fbb437c67049928a4a495db9755a09f2f');
CREATE INDEX member_by_key ON member (key);
CREATE VIEW made AS SELECT m.experiment AS experiment, m.number AS run, m.seed AS seed, m.variant AS variant, r.wall_seconds AS wall_seconds, r.finished_at AS finished_at,
  r.core AS core, r.kernel AS kernel, r.host AS host
FROM member AS m JOIN stored_run AS r ON r.key = m.key;
CREATE VIEW setting AS SELECT m.experiment AS experiment, m.number AS run, m.seed AS seed, m.variant AS variant, t.path AS path, t.value AS value
FROM member AS m JOIN stored_run AS r ON r.key = m.key JOIN stored_setting AS t ON t.run = r.id
UNION ALL SELECT m.experiment AS experiment, m.number AS run, m.seed AS seed, m.variant AS variant, 'detector.' || t.key AS path, t.value AS value
FROM member AS m JOIN stored_run AS r ON r.key = m.key JOIN stored_analysis AS a ON a.key = m.analysis JOIN json_each(a.detector) AS t;
CREATE VIEW spike AS SELECT m.experiment AS experiment, m.number AS run, m.seed AS seed, m.variant AS variant, t.number AS number, t.rise_start AS rise_start, t.onset AS onset,
  t.peak AS peak, t."end" AS "end", t.height AS height, t.trough AS trough,
  t.crossed_lambda_max AS crossed_lambda_max, t.crossed_lambda_grad AS crossed_lambda_grad,
  t.crossed_lambda_grad_exact AS crossed_lambda_grad_exact, t.recovered AS recovered,
  t.decay_exponent AS decay_exponent, t.in_order AS in_order,
  CASE WHEN t."end" IS NULL THEN 'open' ELSE 'spike' END AS kind
FROM member AS m JOIN stored_run AS r ON r.key = m.key JOIN stored_analysis AS a ON a.key = m.analysis JOIN stored_spike AS t ON t.analysis = a.id;
CREATE VIEW crossing AS SELECT m.experiment AS experiment, m.number AS run, m.seed AS seed, m.variant AS variant, t.quantity AS quantity, t.first AS first, t.last AS last,
  t.last - t.first + 1 AS steps, t.peak_ratio AS peak_ratio
FROM member AS m JOIN stored_run AS r ON r.key = m.key JOIN stored_analysis AS a ON a.key = m.analysis JOIN stored_crossing AS t ON t.analysis = a.id;
CREATE VIEW phase AS SELECT m.experiment AS experiment, m.number AS run, m.seed AS seed, m.variant AS variant, t.phase AS phase,
  CASE t.phase WHEN 1 THEN 'stable' WHEN 2 THEN 'decay' WHEN 3 THEN 'onset' WHEN 4 THEN 'growth'
  WHEN 5 THEN 'recovery' END AS name, t.first AS first, t.last AS last
FROM member AS m JOIN stored_run AS r ON r.key = m.key JOIN stored_analysis AS a ON a.key = m.analysis JOIN stored_phase AS t ON t.analysis = a.id;
CREATE TABLE stored_segment (
  run INTEGER NOT NULL, first INTEGER NOT NULL, PRIMARY KEY (run, first)
) WITHOUT ROWID;
CREATE VIEW run AS SELECT m.experiment AS experiment, m.number AS run, m.seed AS seed, m.variant AS variant, m.key AS key, r.outcome AS outcome, r.outcome_step AS outcome_step,
  r.steps AS steps,
  coalesce((SELECT t.loss FROM stored_trace AS t WHERE t.run = r.id ORDER BY t.step DESC LIMIT 1),
  (SELECT c.loss FROM stored_constant AS c WHERE c.run = r.id)) AS final_loss,
  coalesce((SELECT min(t.loss) FROM stored_trace AS t WHERE t.run = r.id), (SELECT c.loss FROM stored_constant AS c WHERE c.run = r.id)) AS lowest_loss,
  '{"detector":' || a.detector || ',' || substr(r.specification, 2) AS specification,
  r.optimizer AS optimizer,
  (SELECT CAST(s.value AS REAL) FROM stored_setting AS s
      WHERE s.run = r.id AND s.path = 'optimizer.' || r.optimizer || '.lr') AS lr, (SELECT CAST(s.value AS REAL) FROM stored_setting AS s
      WHERE s.run = r.id AND s.path = 'optimizer.' || r.optimizer || '.beta1') AS beta1, (SELECT CAST(s.value AS REAL) FROM stored_setting AS s
      WHERE s.run = r.id AND s.path = 'optimizer.' || r.optimizer || '.beta2') AS beta2, (SELECT CAST(s.value AS REAL) FROM stored_setting AS s
      WHERE s.run = r.id AND s.path = 'optimizer.' || r.optimizer || '.eps') AS eps, (SELECT CAST(s.value AS REAL) FROM stored_setting AS s
      WHERE s.run = r.id AND s.path = 'optimizer.' || r.optimizer || '.momentum') AS momentum,
  (SELECT count(*) FROM stored_spike AS s WHERE s.analysis = a.id) AS spikes
FROM member AS m JOIN stored_run AS r ON r.key = m.key JOIN stored_analysis AS a ON a.key = m.analysis;
CREATE TABLE stored_report (content BLOB NOT NULL);
PRAGMA user_version = 9;
