import Core
import Engine
import Mapping

extension MappingContext {
  /// The settings as tables see them, with what was fetched of the company's own.
  init(procountor settings: Settings) {
    var values = settings.values
    values[CompanySettings.key] = settings.snapshot(ProcountorSnapshot.name)
    self.init(settings: values, company: settings.company)
  }
}
