using System.Text.Json;
using Artisan.Areas.Value.Calculations;
using Artisan.Platform.Due;

namespace Artisan.Areas.Tests.Value;

public sealed class CalculationWorkTests
{
    [Theory]
    [InlineData("""{"kind":"value-calculation","owner":"ws_1","id":"def_1","due":"1997-02-01T00:05:00+00:00"}""", "def_1", null, null)]
    [InlineData("""{"kind":"value-calculation","owner":"ws_1","id":"def_1:17","due":"1997-02-01T00:05:00+00:00"}""", "def_1", 17, null)]
    [InlineData("""{"kind":"value-calculation","owner":"ws_1","id":"def_1:-3","due":"1997-02-01T00:05:00+00:00"}""", "def_1", -3, null)]
    [InlineData("""{"kind":"value-calculation","owner":"ws_1","id":"source:shop-1","due":"1997-02-01T00:05:00+00:00"}""", null, null, "shop-1")]
    public void A_message_says_what_is_to_be_calculated(string wire, string? definition, int? period, string? source)
    {
        var message = JsonSerializer.Deserialize(wire, DueWork.JsonType)!;
        Assert.Equal(new CalculationWork(definition, period, source), CalculationWork.Parse(message.Id));
    }

    [Fact]
    public void Ids_are_read_as_they_are_written()
    {
        Assert.Equal(new CalculationWork(null, null, "web"), CalculationWork.Parse(CalculationWork.OfSource("web")));
        Assert.Equal(new CalculationWork("def_2", 40, null), CalculationWork.Parse(CalculationWork.OfPeriod("def_2", 40)));
        Assert.Equal(new CalculationWork("def_2", null, null, IsLookAgain: true), CalculationWork.Parse(CalculationWork.OfLookAgain("def_2")));
    }
}
