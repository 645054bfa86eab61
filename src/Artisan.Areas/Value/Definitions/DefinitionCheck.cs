using Artisan.Areas.Value.Data;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Time;
using Artisan.Value.Calculations;

namespace Artisan.Areas.Value.Definitions;

/// <summary>Makes a version's content of a request, or says all that is wrong with it.</summary>
internal sealed class DefinitionCheck(WorkspaceTerms workspace, BusinessClock clock)
{
    private const int MostMissedPeriods = 20_000;

    private static readonly DateOnly Earliest = new(1970, 1, 1);

    /// <summary>The content, with the terms of <paramref name="before"/> where the request has none.</summary>
    public async Task<Outcome<ValueDefinition>> RunAsync(DefinitionRequest request, ValueDefinition? before, Caller caller, CancellationToken ct)
    {
        var fields = request.Fields ?? [];
        if (!fields.All(f => f is not null && DataNames.IsField(f))) return Faults.Invalid.At("fields", "A field's name has 1 to 64 of a-z, A-Z, 0-9 and _ and does not begin with a digit.");
        if (FormulaProblems.Parse(request.Formula, fields).Error is { } error) return FormulaProblems.Of(ValueFaults.FormulaInvalid, error, "formula");
        if (request.BaselineFrom is { } from && FormulaProblems.Parse(from.Measure, fields, BaselineRule.MeasureVariables).Error is { } inMeasure)
        {
            return FormulaProblems.Of(ValueFaults.FormulaInvalid, inMeasure, "baselineFrom.measure");
        }

        var problems = new FieldProblems();
        var name = request.Name.Trim();
        problems.Require(name.Length > 0, "name", "Name what is measured.");
        var periods = await PeriodsAsync(request, before, caller, problems, ct);
        var terms = await TermsAsync(request.Terms, before, caller, problems, ct);
        var baseline = Baselines.Read(request, problems);
        if (problems.Fault is { } fault) return fault;

        var unchanged = terms == (before?.Terms ?? Unpriced(terms.Currency));
        if (request.Terms is not null && !unchanged && !caller.Wears(Hats.Finance)) return ValueFaults.FinanceNeeded;
        return new ValueDefinition
        {
            Name = name,
            Metric = request.Metric?.Trim() is { Length: > 0 } metric ? metric : name,
            Source = request.Source,
            Fields = fields,
            Formula = request.Formula,
            Baseline = baseline,
            Schedule = periods!.Kind,
            StartsOn = periods.Anchor,
            TimeZone = periods.Zone.Id,
            Terms = terms,
        };
    }

    /// <summary>The terms of a definition to which nobody has given a price.</summary>
    public static ValueTerms Unpriced(string currency) => new() { Currency = currency, UnitPrice = 0, MinorUnitDigits = Currencies.IsKnown(currency) ? Currencies.MinorDigits(currency) : 2 };

    /// <summary>The terms of a request, in the currency where it names none.</summary>
    public static ValueTerms Read(TermsRequest request, string currency, FieldProblems problems)
    {
        problems.Require(Currencies.IsKnown(request.Currency ?? currency), "terms.currency", "A currency of ISO 4217, such as USD.");
        var terms = Unpriced(request.Currency ?? currency) with
        {
            UnitPrice = problems.Decimal(request.UnitPrice, "terms.unitPrice") ?? 0,
            Share = problems.Decimal(request.Share, "terms.share") ?? 1,
            MinimumResult = problems.Decimal(request.MinimumResult, "terms.minimumResult"),
            Floor = problems.Decimal(request.Floor, "terms.floor"),
            Cap = problems.Decimal(request.Cap, "terms.cap"),
            Tiers = [.. (request.Tiers ?? []).Select((tier, i) => new ValueTier(
                problems.Decimal(tier?.UpTo, $"terms.tiers[{i}].upTo") ?? 0, problems.Decimal(tier?.UnitPrice, $"terms.tiers[{i}].unitPrice") ?? 0))],
        };
        if (problems.Fault is null && terms.Problems() is [var first, ..]) problems.Require(false, "terms", first);
        return terms;
    }

    private async Task<PeriodSchedule?> PeriodsAsync(DefinitionRequest request, ValueDefinition? before, Caller caller, FieldProblems problems, CancellationToken ct)
    {
        var zone = request.TimeZone ?? before?.TimeZone ?? (await workspace.TimeZoneAsync(caller.WorkspaceId, ct)).Id;
        var kind = DefinitionNames.ParseSchedule(request.Schedule ?? DefinitionNames.Of(before?.Schedule ?? PeriodKind.Monthly));
        problems.Require(TimeZones.IsKnown(zone), "timeZone", "An IANA time zone, such as Europe/Berlin.");
        problems.Require(kind is not null, "schedule", "hourly, daily, weekly or monthly.");
        if (problems.Fault is not null) return null;

        var found = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.Now, found).DateTime);
        var schedule = new PeriodSchedule(kind!.Value, request.StartsOn ?? before?.StartsOn ?? new DateOnly(today.Year, today.Month, 1), found);
        var inRange = schedule.Anchor >= Earliest && schedule.Anchor.Year <= 2099;
        problems.Require(inRange, "startsOn", "A day from 1970 to 2099.");
        problems.Require(!inRange || schedule.Containing(clock.Now).Number <= MostMissedPeriods, "startsOn", "Too long ago: there would be over 20,000 periods to calculate.");
        return schedule;
    }

    private async Task<ValueTerms> TermsAsync(TermsRequest? request, ValueDefinition? before, Caller caller, FieldProblems problems, CancellationToken ct)
    {
        if (request is null && before is not null) return before.Terms;
        var currency = before?.Terms.Currency ?? await workspace.CurrencyAsync(caller.WorkspaceId, ct);
        return request is null ? Unpriced(currency) : Read(request, currency, problems);
    }
}
