using Artisan.Areas.Value.Definitions;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Value.Calculations;

/// <summary>One calculation with its inputs, figures and receipt, and which one supersedes it.</summary>
internal sealed class GetCalculation(DefinitionRows rows)
{
    public async Task<Outcome<CalculationResponse>> RunAsync(string id, Caller caller, CancellationToken ct) =>
        await CalculationRows.FindAsync(rows.Home(caller.WorkspaceId), id, ct) is { } found ? found : Faults.NotFound;
}
