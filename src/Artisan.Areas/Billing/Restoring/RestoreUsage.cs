using System.Globalization;
using Artisan.Areas.Billing.Metering;
using Artisan.Platform.Backups;
using Artisan.Platform.Due;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Restoring;

/// <summary>Counts the usage of a restored workspace again, all of it at once: nothing runs yet that would go on with it.</summary>
internal sealed class RestoreUsage(RecountUsage recount, BusinessClock clock) : IRestoreStep
{
    public string Name => "usage";

    public async Task<string> RunAsync(string workspaceId, CancellationToken ct)
    {
        var slot = new WorkspaceSlot(RecountJob.Job, workspaceId, clock.Now);
        Recount? found;
        while ((found = await recount.RunAsync(slot, ct)) is null) ct.ThrowIfCancellationRequested();
        var repaired = found.Repaired.Count == 0 ? "counters equal events" : $"repaired {string.Join(", ", found.Repaired)}";
        var wrong = found.Wrong.Count == 0 ? "" : $"; BILLED PERIODS DIFFER in {string.Join(", ", found.Wrong)}";
        return string.Create(CultureInfo.InvariantCulture, $"{found.Events} events, {repaired}{wrong}.");
    }
}
