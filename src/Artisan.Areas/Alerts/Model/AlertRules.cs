using Artisan.Areas.Alerts.Contracts;
using Artisan.Value.Calculations;

namespace Artisan.Areas.Alerts.Model;

/// <summary>When a rule alerts.</summary>
internal enum AlertCondition
{
    /// <summary>A figure above the threshold.</summary>
    Above,

    /// <summary>A figure below the threshold.</summary>
    Below,

    /// <summary>A figure that is more than so many percent off the one before.</summary>
    Change,

    /// <summary>A source without points for so many days.</summary>
    Missing,

    /// <summary>A source that cannot be read.</summary>
    SourceFailing,

    /// <summary>An accuracy below so many percent.</summary>
    AccuracyBelow,

    /// <summary>A figure that the detector finds unusual; only in back-tests, where the detector's own setting is tried.</summary>
    Anomaly,
}

/// <summary>A rule of a workspace.</summary>
internal sealed record AlertRule
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required AlertCondition Condition { get; init; }

    /// <summary>What it watches; for conditions that other areas find, everything where it is empty.</summary>
    public required AlertSubject On { get; init; }

    public decimal Threshold { get; init; }

    public AlertSeverity Severity { get; init; }

    public bool Enabled { get; init; }

    /// <summary>Whether what another area raised is what this rule is about.</summary>
    public bool Matches(AlertRaise raise) => Condition switch
    {
        AlertCondition.SourceFailing => raise.Kind == AlertKinds.SourceFailing && (On.Source is null || On.Source == raise.On?.Source),
        AlertCondition.AccuracyBelow => raise.Kind == AlertKinds.AccuracyLow && (On.DefinitionId is null || On.DefinitionId == raise.On?.DefinitionId),
        _ => false,
    };
}

/// <summary>How readily the detector alerts.</summary>
internal enum Sensitivity
{
    Low,
    Normal,
    High,
}

/// <summary>What a workspace wants to be alerted of, and how.</summary>
internal sealed record AlertRules
{
    /// <summary>What holds until somebody decides otherwise.</summary>
    public static AlertRules Usual { get; } = new();

    /// <summary>Whether unusual values alert.</summary>
    public bool Detector { get; init; } = true;

    public Sensitivity Sensitivity { get; init; } = Sensitivity.Normal;

    public AlertSeverity DetectorSeverity { get; init; } = AlertSeverity.Warning;

    public IReadOnlyList<AlertRule> Rules { get; init; } = [];

    /// <summary>Which alerts are mailed to the owners when they open.</summary>
    public IReadOnlyList<AlertSeverity> Email { get; init; } = [AlertSeverity.Critical];

    /// <summary>The channels that the workspace has added.</summary>
    public IReadOnlyList<AlertChannel> Channels { get; init; } = [];

    /// <summary>All that are told of alerts: the owners by e-mail, and the channels.</summary>
    public IEnumerable<AlertChannel> Everyone => Channels.Prepend(new AlertChannel { Id = AlertChannel.Owners, Kind = AlertChannel.Email, Name = "Owners", Severities = Email, Enabled = true });

    public int EscalateAfterHours { get; init; } = 4;

    public TimeSpan EscalateAfter => TimeSpan.FromHours(EscalateAfterHours);

    /// <summary>Whether anybody is told of alerts of a severity.</summary>
    public bool Tells(AlertSeverity severity) => Everyone.Any(c => c.Wants(severity));

    /// <summary>From which score on a value alerts.</summary>
    public static double ScoreOf(Sensitivity sensitivity) => sensitivity switch
    {
        Sensitivity.Low => 0.72,
        Sensitivity.Normal => 0.65,
        Sensitivity.High => 0.55,
        _ => throw new ArgumentOutOfRangeException(nameof(sensitivity)),
    };

    /// <summary>What another area raised, as this workspace wants it; null where it does not want it.</summary>
    public AlertRaise? Judge(AlertRaise raise)
    {
        var rules = Rules.Where(r => r.Matches(raise)).ToList();
        if (rules.Count == 0) return raise.Kind == AlertKinds.AccuracyLow && raise.Value >= Accuracy.Least ? null : raise;
        var wanted = rules.Where(r => r.Enabled && (r.Condition is not AlertCondition.AccuracyBelow || raise.Value is null || raise.Value < r.Threshold)).ToList();
        return wanted.Count == 0 ? null : raise with { Severity = wanted.Max(r => r.Severity) };
    }
}
