-- What the benchmark of the server asks: three small questions about one entity after the other.
-- Its arguments, behind wrk's "--", are a file with an IRI a line and "all" or "one" (the same question again and again).
local requests, at = {}, 0

local function encode(text)
  return (text:gsub("[^%w%-_.~]", function(c) return string.format("%%%02X", string.byte(c)) end))
end

function init(arguments)
  local patterns = {
    "SELECT ?p ?o { <%s> ?p ?o } LIMIT 20",
    "SELECT ?who ?name { ?who rel:backs|rel:attacks|rel:located_in <%s> . ?who skos:prefLabel ?name } LIMIT 20",
    "ASK { <%s> a rel:State }",
  }
  for iri in io.lines(arguments[1]) do
    for _, pattern in ipairs(patterns) do
      requests[#requests + 1] = wrk.format("GET", "/sparql?query=" .. encode(string.format(pattern, iri)))
      if arguments[2] == "one" then return end
    end
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  local all = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  local kinds = all == 0 and "" or string.format(" (%d connect, %d read, %d write, %d status, %d timeout)",
    errors.connect, errors.read, errors.write, errors.status, errors.timeout)
  io.write(string.format("%d requests/s, p50 %.1f ms, p99 %.1f ms, %d requests, %d errors%s\n",
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.requests,
    all, kinds))
end
