"""gouji 勾稽: checks the numbers of Chinese budget performance-evaluation reports."""
