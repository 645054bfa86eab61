using Artisan.Areas.Value.Calculations;
using Artisan.Platform.Events;

namespace Artisan.Areas.Value.Contracts;

/// <summary>What happens here that others may want to know of.</summary>
public static class ValueEvents
{
    public static readonly EventType<CalculationResponse> Calculated = new("value.calculation.created", "a calculation and its receipt", ValueJson.Default.CalculationResponse);

    public static readonly EventType<CalculationResponse> Superseded = new("value.calculation.superseded", "a correction replaced one", ValueJson.Default.CalculationResponse);
}
