import Engine
import ProcountorConnector
import ProcurifyConnector
import ProcurosConnector

/// The connectors of this build; adding one is adding a line.
let connectors: [any Connector] = [
  Procuros(),
  Procountor(),
  Procurify(),
]
