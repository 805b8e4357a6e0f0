-- One call of the API for wrk, again and again: ACTION and BODY name it. The summary is one line of JSON for `cargo xtask load`.
local service = os.getenv("ACTION") == "DescribeKeyPairs" and "ccs" or "bmc"

wrk.method = "POST"
wrk.path = "/api/v2/" .. service
wrk.body = os.getenv("BODY")
wrk.headers["Authorization"] = "Bearer demo-token"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["x-zc-action"] = os.getenv("ACTION")

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"seconds":%.3f,"p50Micros":%d,"p99Micros":%d,"maxMicros":%d,"badStatus":%d,"broken":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50), latency:percentile(99), latency.max,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
