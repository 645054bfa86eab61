using System.Text.Json;
using Artisan.Platform.Sources;
using Artisan.Vendors.Sources;

namespace Artisan.Vendors.Tests.Sources;

public sealed class ReadingHalfCharactersTests
{
    [Fact]
    public void Half_a_character_costs_the_field_that_holds_it_and_no_other()
    {
        using var record = JsonDocument.Parse("""{"id":"\ud83d","name":"cut \ud83d","\ud83d":1,"amount":"5","long":""" + $"\"{new string('x', 199)}😀\"}}");
        var fields = Flattening.Of(record.RootElement);
        Assert.Equal(["amount", "long"], fields.Keys.Order());
        Assert.Equal(199, fields["long"].Length);
        Assert.Null(SourceJson.Optional(record.RootElement, "name"));
        Assert.Equal(SourceFailure.Malformed, Assert.Throws<SourceException>(() => SourceJson.Required(record.RootElement, "id", "Somebody")).Failure);
    }
}
