using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Areas.Receipts.Contracts;
using Artisan.Areas.Value.Contracts;
using Artisan.Areas.Value.Definitions;
using Artisan.Areas.Value.Storage;
using Artisan.Platform.Events;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Artisan.Value.Calculations;
using Artisan.Value.Formulas;
using DecimalText = Artisan.Value.Json.DecimalText;
using Artisan.Value.Receipts;

namespace Artisan.Areas.Value.Calculations;

/// <summary>A calculation, and whether it was made just now.</summary>
internal sealed record PeriodCalculation(CalculationResponse Calculation, bool IsNew);

/// <summary>
/// Calculates one period and writes calculation and receipt in one transaction. The same version and inputs give the calculation that is there already;
/// other inputs give a new one that replaces it. Of callers at the same time one writes, the others find what it wrote. A period that this process does not
/// know to be calculated is taken for a new one: storage refuses to have a first calculation twice, and then the one there is is read.
/// </summary>
internal sealed class CalculatePeriod(Calculator calculator, IIds ids, BusinessClock clock)
{
    private const int MostTries = 10;
    private const int MostKnown = 20_000;

    private readonly ConcurrentDictionary<string, bool> _calculated = new(StringComparer.Ordinal);

    /// <summary>The period's calculation; <paramref name="newest"/> is the one that counts, where the caller read it, and <paramref name="also"/> adds to the change.</summary>
    public async Task<Outcome<PeriodCalculation>> RunAsync(
        Partition home, string workspaceId, string definitionId, DefinitionVersion version, Period period, CancellationToken ct,
        StoredCalculation? newest = null, Action<Change, CalculationResponse>? also = null)
    {
        var key = $"{home.Key}|{ValueKeys.Calculations(definitionId, period.From)}";
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            if (attempt > 0 || (newest is null && _calculated.ContainsKey(key))) newest = await CalculationRows.NewestAsync(home, definitionId, period.From, ct);
            var outcome = await calculator.RunAsync(workspaceId, version.Definition, period, ct);
            if (outcome.Fault is { } fault) return fault;
            // Of the totals those that the formula reads are kept: they are enough to calculate it again, and the hash is of them all.
            var calculated = OnlyRead(outcome.Value!, version.Definition.ParsedFormula().Fields);
            var print = Print(version.Number, calculated);
            if (_calculated.Count > MostKnown) _calculated.Clear();
            _calculated[key] = true;
            if (newest?.Print == print) return new PeriodCalculation(newest.Calculation, IsNew: false);

            var calculation = Describe(workspaceId, definitionId, version, period, calculated, newest?.Calculation.Id);
            var change = CalculationRows.Insert(home.Change(), home, new StoredCalculation(calculation, (newest?.Number ?? 0) + 1, print))
                .Send(ReceiptSink.Name, Receipt(workspaceId, version, calculated, calculation), ReceiptsContractsJson.Default.ReceiptRequest)
                .Announce(ValueEvents.Calculated, workspaceId, calculation.Id, calculation);
            if (newest is not null) change.Announce(ValueEvents.Superseded, workspaceId, newest.Calculation.Id, newest.Calculation with { SupersededBy = calculation.Id });
            also?.Invoke(change, calculation);
            try
            {
                await change.CommitAsync(ct);
                return new PeriodCalculation(calculation, IsNew: true);
            }
            catch (WriteConflictException)
            {
                // Somebody else calculated this period meanwhile, probably the same.
            }
        }

        return Faults.Busy;
    }

    private static Calculated OnlyRead(Calculated calculated, IReadOnlySet<string> fields)
    {
        var totals = calculated.Inputs.Totals;
        return calculated with { Inputs = calculated.Inputs with { Totals = totals with { Fields = totals.Fields.Where(f => fields.Contains(f.Key)).ToDictionary() } } };
    }

    // Everything that the figures depend on.
    private static string Print(int version, Calculated calculated)
    {
        var text = new StringBuilder(version.ToString(CultureInfo.InvariantCulture)).Append('\n').Append(calculated.Inputs.Hash);
        foreach (var (name, value) in calculated.Variables) text.Append('\n').Append(name).Append('=').Append(DecimalText.Format(value));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private CalculationResponse Describe(string workspaceId, string definitionId, DefinitionVersion version, Period period, Calculated calculated, string? replaces)
    {
        var definition = version.Definition;
        var id = ids.New("calc");
        return new CalculationResponse(
            id, definitionId, definition.Name, version.Number, definition.Metric, definition.Source, PeriodNames.Of(period, definition.Zone()), period.From, period.To, definition.TimeZone,
            definition.Formula, calculated.Variables.ToDictionary(v => v.Key, v => DecimalText.Format(v.Value)), calculated.Inputs.Totals.Points, Totals(calculated.Inputs.Totals),
            calculated.Inputs.Kind, calculated.Inputs.Hash, DecimalText.Format(calculated.Result), Money.Text(calculated.Fee, definition.Terms), calculated.Fee, definition.Terms.Currency,
            !version.SelfActivated, version.SelfActivated, clock.Now, ReceiptIds.For(workspaceId, ReceiptKey(id)), replaces);
    }

    public static IReadOnlyDictionary<string, FieldTotalsResponse> Totals(PointAggregate totals) => totals.Fields.ToDictionary(f => f.Key, f => new FieldTotalsResponse(
        f.Value.Count.ToString(CultureInfo.InvariantCulture), DecimalText.Format(f.Value.Sum), DecimalText.Format(f.Value.Min), DecimalText.Format(f.Value.Max)));

    private static string ReceiptKey(string calculationId) => $"calc:{calculationId}";

    private static ReceiptRequest Receipt(string workspaceId, DefinitionVersion version, Calculated calculated, CalculationResponse calculation)
    {
        var definition = version.Definition;
        var body = new CalculationBody
        {
            CalculationId = calculation.Id,
            DefinitionId = calculation.DefinitionId,
            DefinitionVersion = version.Number,
            Metric = definition.Metric,
            Source = definition.Source,
            From = calculation.From,
            To = calculation.To,
            TimeZone = definition.TimeZone,
            Formula = definition.Formula,
            Variables = calculated.Variables,
            InputsKind = calculated.Inputs.Kind,
            InputsHash = calculated.Inputs.Hash,
            Totals = calculated.Inputs.Totals,
            Result = calculated.Result,
            Terms = definition.Terms,
            Fee = calculated.Fee,
            Billable = calculation.Billable,
            Replaces = calculation.Replaces,
        };
        var statement = new ReceiptStatement(ReceiptKinds.Calculation, calculation.ReceiptId, workspaceId, calculation.CalculatedAt, body.ToJson());
        return new ReceiptRequest(workspaceId, ReceiptKey(calculation.Id), calculation.ReceiptId, Encoding.UTF8.GetString(statement.ToBytes()));
    }

    /// <summary>What an audit entry shows of a calculation.</summary>
    public static JsonObject Audited(CalculationResponse calculation) => new()
    {
        ["definition"] = calculation.DefinitionId,
        ["version"] = calculation.Version,
        ["period"] = calculation.Period,
        ["result"] = calculation.Result,
        ["fee"] = calculation.Fee,
        ["currency"] = calculation.Currency,
        ["replaces"] = calculation.Replaces,
    };
}
