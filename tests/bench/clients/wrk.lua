-- The request of a task; an update asks for the post that has waited longest, with its entity-tag.
-- When the time is over, each connection waits for its response and sends nothing more, so that no
-- request is left for the server to work on while something else is measured.
local ffi = require("ffi")
ffi.cdef("typedef struct { long s, ns; } moment; int clock_gettime(int clock, moment *now);")
local moment = ffi.new("moment")

local updates, counted, body, path
local waiting, first, last, count = {}, 1, 0, 0
local connections, seconds, began
local threads = {}
sent, parked, ended, open = 0, 0, 0, 0
statuses = {}

local function now()
  ffi.C.clock_gettime(1, moment)
  return tonumber(moment.s) + tonumber(moment.ns) / 1e9
end

local function put(post, etag)
  last = last + 1
  waiting[last] = { post, etag }
end

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  connections, seconds = tonumber(args[1]), tonumber(args[2])
  wrk.method, path, body, updates = args[3], args[4], args[5], args[6] == "updates"
  wrk.path = path
  if body ~= "" then wrk.body = body end
  if updates then
    for post = tonumber(args[7]), tonumber(args[8]) do put(post, post .. "-1") end
  else
    request = nil
  end
  counted = args[9] == "counted"
  if not updates and not counted then response = nil end
end

-- Called before each request of each connection: how long it shall wait, in milliseconds.
function delay()
  local time = now()
  began, ended = began or time, time - (began or time)
  sent = sent + 1
  if sent <= connections then open = open - ended end
  if ended < seconds then return 0 end
  open, parked = open + ended, parked + 1
  if parked == connections then
    io.write("parked\n")
    io.flush()
  end
  return 1e8
end

function request()
  local turn = waiting[first]
  waiting[first] = nil
  first, count = first + 1, count + 1
  wrk.headers["If-Match"] = '"' .. turn[2] .. '"'
  return wrk.format(nil, path .. "/" .. turn[1], nil, string.format(body, count))
end

function response(status, headers)
  if counted then statuses[status] = (statuses[status] or 0) + 1 end
  if not updates then return end
  local etag = headers["etag"] or headers["ETag"] or ""
  local id, version = etag:match('"(%d+)%-(%d+)"')
  if status == 200 and id then put(id, id .. "-" .. version) end
end

function done(summary, latency)
  local errors, thread = summary.errors, threads[1]
  local lost, found = errors.connect + errors.read + errors.write + errors.timeout, {}
  for status, count in pairs(thread:get("statuses")) do
    table.insert(found, string.format('"%d": %d', status, count))
  end
  io.write(string.format(
    '\n{"requests": %d, "seconds": %f, "errors": %d, "open_seconds": %f, ' ..
      '"mean_ms": %f, "p50_ms": %f, "p99_ms": %f, "socket_errors": %d, "statuses": {%s}}\n',
    summary.requests, thread:get("ended"), lost + errors.status, thread:get("open"),
    latency.mean / 1e3, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    lost, table.concat(found, ", ")))
end
