using System;

namespace RoutedVMotion.Simulator.Vim.EsxCli;

/// <summary>A command's own error. It is no SOAP fault but part of the result (facts C1.7).</summary>
internal sealed class EsxCliFault : Exception
{
    public EsxCliFault(string message)
        : base(message)
    {
    }
}
