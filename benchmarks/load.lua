-- wrk asks a list of addresses in turn and tells how often each status came, as one line of JSON.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  paths = args
  at = math.random(#paths)
  statuses = {}
end

function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end

function response(status)
  statuses[status] = (statuses[status] or 0) + 1
end

function done(summary, latency)
  local counts = {}
  for _, thread in ipairs(threads) do
    for status, count in pairs(thread:get("statuses")) do
      counts[status] = (counts[status] or 0) + count
    end
  end
  local told = {}
  for status, count in pairs(counts) do
    table.insert(told, string.format('"%d": %d', status, count))
  end
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "p50": %.4f, "p95": %.4f, "max": %.4f, "broken": %d, "statuses": {%s}}\n',
    summary.requests, latency:percentile(50) / 1e6, latency:percentile(95) / 1e6, latency.max / 1e6,
    errors.connect + errors.read + errors.write + errors.timeout, table.concat(told, ", ")))
end
