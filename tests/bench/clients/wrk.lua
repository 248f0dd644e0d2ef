-- The request of a task; an update asks for the post that has waited longest, with its entity-tag.
local expected, updates, body, path
local waiting, first, last, count = {}, 1, 0, 0

local function put(post, etag)
  last = last + 1
  waiting[last] = { post, etag }
end

function init(args)
  wrk.method, path, body = args[1], args[2], args[3]
  wrk.path, updates = path, args[4] == "updates"
  if body ~= "" then wrk.body = body end
  if updates then
    for post = tonumber(args[5]), tonumber(args[6]) do put(post, post .. "-1") end
  end
  if not updates then request, response = nil, nil end
end

function request()
  local turn = waiting[first]
  waiting[first] = nil
  first, count = first + 1, count + 1
  wrk.headers["If-Match"] = '"' .. turn[2] .. '"'
  return wrk.format(nil, path .. "/" .. turn[1], nil, string.format(body, count))
end

function response(status, headers)
  local etag = headers["etag"] or headers["ETag"] or ""
  local id, version = etag:match('"(%d+)%-(%d+)"')
  if status == 200 and id then put(id, id .. "-" .. version) end
end

function done(summary, latency)
  local errors = summary.errors
  local wrong = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format(
    '\n{"requests": %d, "seconds": %f, "errors": %d, "mean_ms": %f, "variation": %f, ' ..
      '"p50_ms": %f, "p99_ms": %f}\n',
    summary.requests, summary.duration / 1e6, wrong,
    latency.mean / 1e3, latency.stdev / math.max(latency.mean, 1),
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
