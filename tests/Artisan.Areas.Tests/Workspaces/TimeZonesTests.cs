using Artisan.Areas.Workspaces.Contracts;

namespace Artisan.Areas.Tests.Workspaces;

public sealed class TimeZonesTests
{
    [Theory]
    [InlineData("UTC")]
    [InlineData("Etc/UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("Asia/Calcutta")]
    [InlineData("America/Argentina/Buenos_Aires")]
    [InlineData("America/Port-au-Prince")]
    [InlineData("US/Pacific")]
    [InlineData("Etc/GMT+5")]
    public void A_zone_that_people_live_by_is_known(string name) => Assert.True(TimeZones.IsKnown(name));

    [Theory]
    [InlineData("posixrules")]
    [InlineData("localtime")]
    [InlineData("Factory")]
    [InlineData("leapseconds")]
    [InlineData("tzdata.zi")]
    [InlineData("right/Europe/Berlin")]
    [InlineData("posix/Europe/Berlin")]
    [InlineData("Europe")]
    [InlineData("Europe/")]
    [InlineData("Europe/Berlin/")]
    [InlineData("Europe/Berlin\n")]
    [InlineData("europe/berlin")]
    [InlineData("/Europe/Berlin")]
    [InlineData("Europe/../posixrules")]
    [InlineData("Europe//Berlin")]
    [InlineData("Mars/Olympus")]
    [InlineData("W. Europe Standard Time")]
    [InlineData("")]
    public void Anything_else_is_not(string name) => Assert.False(TimeZones.IsKnown(name));

    [Fact]
    public void Every_zone_that_the_data_base_lists_for_a_place_is_known()
    {
        const string list = "/usr/share/zoneinfo/zone1970.tab";
        if (!File.Exists(list)) return;
        var names = File.ReadLines(list).Where(l => !l.StartsWith('#')).Select(l => l.Split('\t')[2]).ToList();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.True(TimeZones.IsKnown(name), name));
    }
}
