using System;

return args.Length == 3 ? 0 : throw new ArgumentException("Usage: RoutedVMotion.Help <assembly> <documentation.xml> <output.xml>");
